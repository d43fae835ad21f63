import { fitAsync } from '@mixtura/engines/workers'
import { readFileSync } from 'node:fs'

const { x } = JSON.parse(readFileSync('three-students-seed12.json', 'utf8'))
const options = { components: 3, tolerance: 0, maxIterations: 50, threads: 1 }
const { lml, engine, threads } = await fitAsync(x, options)

// Nothing ends this process but that it has nothing left to do.
console.log(JSON.stringify({ lml: lml.at(-1), engine, threads }))
