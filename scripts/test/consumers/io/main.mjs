import { Dataset, GaussianMixture } from '@mixtura/core'
import { chooseColumns, formatModel, IoError, parseModel, parseTable } from '@mixtura/io'
import { readFileSync } from 'node:fs'

const { x } = JSON.parse(readFileSync('three-students-seed12.json', 'utf8'))
const csv = ['x,y', ...x.map((/** @type {number[]} */ stone) => stone.join())].join('\n')

const { values, dimension } = chooseColumns(parseTable(csv))
const stones = Dataset.from(values, { dimension })
const { model } = GaussianMixture.fit(stones, { components: 3, tolerance: 0, maxIterations: 50 })
const restored = parseModel(formatModel({ model })).model

console.log(JSON.stringify({ lml: restored.lml(stones), refused: refusalOf('x,y\n1,2\n3,n/a\n5,6\n') }))

/** @param {string} text */
function refusalOf(text) {
  try {
    return chooseColumns(parseTable(text))
  } catch (error) {
    if (!(error instanceof IoError)) throw error
    const { code, row, column } = error
    return { code, row, column }
  }
}
