// `pnpm run bench`: how long one EM iteration takes with each of core's engines, on the students' stones.
// Clocks drift, on shared machines by tens of percent between minutes: the engines take turns, and the ratios count.
import { GaussianMixture, initialize } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'

const engines = ['js', 'wasm'] as const
const rounds = 15

console.log(`${cpus()[0]?.model ?? 'unknown machine'} · Node ${process.versions.node} · ${new Date().toISOString()}`)
console.log(`one EM iteration, full covariances, D = 2, K = 3: median of ${rounds} rounds\n`)
for (const [n, iterations] of [
  [500, 400],
  [100_000, 10],
]) {
  const milliseconds = measure(n, iterations)
  const [js, wasm] = milliseconds
  console.log(`N = ${n}: js ${format(js)}, wasm ${format(wasm)}, ${(js / wasm).toPrecision(2)} × faster`)
}

/** Per engine, the milliseconds an iteration takes: the slope of a fit's time over its iterations. */
function measure(n: number, iterations: number): number[] {
  const points = threeStudents({ n }).points.to2DArray()
  const { model } = initialize(points, { components: 3, init: 'random' })
  const time = (engine: (typeof engines)[number], maxIterations: number): number => {
    const start = performance.now()
    GaussianMixture.fit(points, { components: 3, init: model, engine, tolerance: 0, maxIterations })
    return performance.now() - start
  }

  const slopes: number[][] = engines.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [at, engine] of engines.entries()) {
      const slope = (time(engine, 2 * iterations) - time(engine, iterations)) / iterations
      // The first round warms the compilers up.
      if (round > 0) slopes[at].push(slope)
    }
  }
  return slopes.map(median)
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]
}

function format(milliseconds: number): string {
  return `${milliseconds.toPrecision(3)} ms`
}
