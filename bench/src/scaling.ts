import { Dataset, GaussianMixture } from '@mixtura/core'
import { plot } from './plot.ts'
import { drawMixture, nameOf, type ProblemSpec } from './problem.ts'
import { digits, type Section } from './report.ts'
import { perDoubling } from './statistics.ts'

const ROUNDS = 12
/** Milliseconds that a stretch of iterations takes at least: the clock is read between two of them. */
const LONG_ENOUGH = 2
const STRETCHES = 10
/** Further rows are these again: what they cost is the same. */
const DISTINCT_ROWS = 100_000

interface Axis {
  readonly name: 'N' | 'D' | 'K'
  /** How much more twice as much may take. */
  readonly most: number
  readonly specs: readonly ProblemSpec[]
}

const doublings = (from: number, to: number): number[] =>
  Array.from({ length: Math.floor(Math.log2(to / from)) + 1 }, (_, i) => from * 2 ** i)

/** One axis at a time. Time is linear in N and K, and no faster than D². */
const axes: readonly Axis[] = [
  { name: 'N', most: 2.2, specs: [...doublings(100, 1e7), 1e7].map((n) => ({ n, d: 2, k: 3 })) },
  { name: 'D', most: 4.4, specs: doublings(1, 128).map((d) => ({ n: 20_000, d, k: 8 })) },
  { name: 'K', most: 2.2, specs: doublings(1, 64).map((k) => ({ n: 100_000, d: 8, k })) },
]

/**
 * How one iteration's time grows along each axis, on one thread. The shortest stretch of iterations is taken: a neighbour
 * who has the core's other half makes it longer by half, and never shorter.
 */
export async function measureScaling(say: (line: string) => void): Promise<Section> {
  const measured = axes.map((axis) => {
    const times = timesAlong(axis.specs)
    say(`${axis.name}: ${axis.specs.map((spec, i) => `${nameOf(spec)} ${digits(times[i])} ms`).join(', ')}`)
    const sizes = axis.specs.map((spec) => spec[axis.name.toLowerCase() as 'n' | 'd' | 'k'])
    plot(`time-against-${axis.name.toLowerCase()}`, {
      title: `One EM iteration against ${axis.name}`,
      xLabel: axis.name,
      yLabel: 'one iteration, ms',
      series: [{ name: 'measured', points: sizes.map((size, i) => [size, times[i]]) }],
    })
    return { ...axis, sizes, times }
  })
  return {
    title: 'How an iteration grows, one thread',
    columns: ['N, D, K', 'ms', 'times more per doubling'],
    rows: measured.flatMap(({ specs, sizes, times }) =>
      specs.map((spec, i) => [nameOf(spec), digits(times[i]), i === 0 ? '' : digits(growth(sizes, times, i))]),
    ),
    verdicts: measured.map(({ name, most, sizes, times }) => {
      const steepest = Math.max(...sizes.slice(1).map((_, i) => growth(sizes, times, i + 1)))
      return {
        claim: `a doubling of ${name} takes ${digits(steepest)} times as long at most; at most ${most}`,
        holds: steepest <= most,
      }
    }),
    data: measured,
  }
}

function growth(sizes: readonly number[], times: readonly number[], at: number): number {
  return perDoubling([sizes[at - 1], times[at - 1]], [sizes[at], times[at]])
}

function timesAlong(specs: readonly ProblemSpec[]): number[] {
  const runs = specs.map((spec) => {
    const run = createRun(spec)
    let stride = 1
    while (stride * run(stride) < LONG_ENOUGH) stride *= 2
    return { run, stride }
  })
  const shortest = runs.map(() => Infinity)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, { run, stride }] of runs.entries()) shortest[at] = Math.min(shortest[at], run(stride))
  }
  return shortest
}

/** Milliseconds of one iteration, in the shortest stretch of `stride` iterations of a fit from the truth. */
function createRun(spec: ProblemSpec): (stride: number) => number {
  const { n, d, k } = spec
  const truth = drawMixture(spec, 1)
  const distinct = Float64Array.from(truth.sample(Math.min(n, DISTINCT_ROWS), { seed: 1 }).points.to1DArray())
  const values = new Float64Array(n * d)
  for (let from = 0; from < values.length; from += distinct.length) {
    values.set(distinct.subarray(0, Math.min(distinct.length, values.length - from)), from)
  }
  const dataset = Dataset.from(values, { dimension: d })
  return (stride) => {
    let shortest = Infinity
    let begun = -Infinity
    GaussianMixture.fit(dataset, {
      components: k,
      init: truth,
      tolerance: 0,
      maxIterations: STRETCHES * stride,
      onFrame({ iteration }) {
        if (iteration % stride !== 0) return
        const now = performance.now()
        shortest = Math.min(shortest, now - begun)
        begun = now
      },
    })
    return shortest / stride
  }
}
