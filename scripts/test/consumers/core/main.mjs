import { accuracy, GaussianMixture, matchLabels } from '@mixtura/core'
import { readFileSync } from 'node:fs'

const { x, z } = JSON.parse(readFileSync('three-students-seed12.json', 'utf8'))
const { model, lml } = GaussianMixture.fit(x, { components: 3, tolerance: 0, maxIterations: 50 })
const found = model.predict(x)
const trueLabelOf = matchLabels(z, found)
const matched = found.map((label) => trueLabelOf[label])

console.log(JSON.stringify({ lml: lml.at(-1), accuracy: accuracy(z, matched) }))
