/// <reference lib="dom" />
import { Dataset, GaussianMixture, initialize } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { fitAsync } from '@mixtura/engines/workers'
import { chooseColumns, formatTrace, parseTable } from '@mixtura/io'
import { createSession } from '@mixtura/session'
import { formatLml } from '@mixtura/viz'

const { dataset } = document.body
const { points } = threeStudents()
const { lml } = GaussianMixture.fit(points, { components: 3, tolerance: 0, maxIterations: 50 })
dataset.lml = String(lml.at(-1))
dataset.shown = formatLml(lml.at(-1) ?? NaN)

const fitted = await fitAsync(points, { components: 3, tolerance: 0, maxIterations: 50, threads: 1 })
dataset.poolLml = String(fitted.lml.at(-1))
dataset.poolThreads = String(fitted.threads)
if (fitted.fallback) dataset.fallback = fitted.fallback.code

const data = Dataset.from(points)
const session = createSession({
  dataset: data,
  initialModel: initialize(data, { components: 3 }).model,
  options: { tolerance: 0, maxIterations: 50 },
  clock: { now: () => performance.now(), schedule: (callback) => (callback(), () => {}) },
})
for (let i = 0; i < 50; i++) await session.step()
const { run } = session.getSnapshot()
dataset.steppedLml = String(run.frames.at(-1)?.lml)
dataset.traced = String(formatTrace(run.frames).trim().split('\n').length - 2)
dataset.parsed = String(chooseColumns(parseTable('x,y\n1,2\n3,4\n')).values.length / 2)
