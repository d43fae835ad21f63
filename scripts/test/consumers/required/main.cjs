const { GaussianMixture } = require('@mixtura/core')
const { threeStudents } = require('@mixtura/datagen')
const { readTable } = require('@mixtura/io')
const { createSession } = require('@mixtura/session')
const { ellipseOf } = require('@mixtura/viz')

const { lml } = GaussianMixture.fit(threeStudents().points, { components: 3, tolerance: 0, maxIterations: 50 })
const functions = [readTable, createSession, ellipseOf].map((value) => typeof value)
console.log(JSON.stringify({ lml: lml.at(-1), functions }))
