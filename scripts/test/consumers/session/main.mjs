import { Dataset, initialize } from '@mixtura/core'
import { createSession } from '@mixtura/session'
import { manualClock } from '@mixtura/session/testing'
import { readFileSync } from 'node:fs'

const { x } = JSON.parse(readFileSync('three-students-seed12.json', 'utf8'))
const dataset = Dataset.from(x)
const { model } = initialize(dataset, { components: 3 })
const options = { tolerance: 0, maxIterations: 50 }
const session = createSession({ dataset, initialModel: model, options, clock: manualClock() })

for (let i = 0; i < 50; i++) await session.step()
const { frame } = session.getSnapshot()
for (let i = 0; i < 50; i++) session.back()
await session.step()

console.log(JSON.stringify({ last: frame.lml, first: session.getSnapshot().frame.lml }))
