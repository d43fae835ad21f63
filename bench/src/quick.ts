import { GaussianMixture, initialize } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { ratiosOf } from './statistics.ts'

/** WebAssembly that is no faster than this against plain JavaScript in the same run has lost something. */
const LEAST = 2
const rounds = 9

/** @returns the exit code */
export function quick(): number {
  let code = 0
  for (const [n, iterations] of [
    [500, 2000],
    [100_000, 20],
  ]) {
    const points = threeStudents({ n }).points.to2DArray()
    const { model } = initialize(points, { components: 3, init: 'random' })
    const seconds = (engine: 'js' | 'wasm'): number => {
      const begun = performance.now()
      GaussianMixture.fit(points, { components: 3, init: model, engine, tolerance: 0, maxIterations: iterations })
      return (performance.now() - begun) / 1000
    }
    const [js, wasm]: number[][] = [[], []]
    for (let round = 0; round <= rounds; round++) {
      const [plain, kernel] = [seconds('js'), seconds('wasm')]
      // The first round warms the compilers up.
      if (round === 0) continue
      js.push(plain)
      wasm.push(kernel)
    }
    const { low, median, high } = ratiosOf(js, wasm)
    const isFast = median >= LEAST
    console.log(
      `N = ${n}: WebAssembly ${median.toFixed(1)} × faster than JavaScript (${low.toFixed(1)} … ${high.toFixed(1)})${isFast ? '' : `, less than ${LEAST} ×`}`,
    )
    if (!isFast) code = 1
  }
  return code
}
