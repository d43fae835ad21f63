import { fitCases, kMeansCases, type Gate } from './cases.ts'
import type { Contestant } from './contestants/contestant.ts'
import { createProblem, nameOf, type ProblemSpec } from './problem.ts'
import { spread, type Section, type Verdict } from './report.ts'
import { quartiles, ratios } from './statistics.ts'

const SEEDS = 10
/** Both stop where an iteration gains less, so that much either may be behind the optimum it climbs. */
const TOLERANCE = 1e-3

/** One contestant's runs, one a seed. */
interface Runs {
  readonly milliseconds: number[]
  readonly iterations: number[]
  /** The lml of a mixture, or the inertia of a partition. */
  readonly reached: number[]
}

interface Raced {
  readonly spec: ProblemSpec & Gate
  readonly names: readonly string[]
  readonly runs: readonly Runs[]
}

type Outcome = readonly [milliseconds: number, iterations: number, reached: number]
type Run = (contestant: Contestant, seed: number) => Promise<Outcome>

/**
 * Whole fits: data in, model out, from one K-means start each, with equal tolerance and equal maximum iterations. The last
 * contestant is the one to beat.
 */
export async function compareFits(contestants: readonly Contestant[], say: (line: string) => void): Promise<Section> {
  const raced = await race(fitCases, contestants, say, async (contestant, seed) => {
    const fit = await contestant.fit!({ seed, tolerance: TOLERANCE, maxIterations: 100 })
    return [fit.milliseconds, fit.iterations, fit.lml]
  })
  return {
    ...tabulate(`Whole fits, one K-means start, tolerance ${TOLERANCE}, ${SEEDS} seeds`, 'lml', raced),
    verdicts: raced.flatMap((result) => [
      fastEnough(result),
      asGood(result, 'lml', (own, other) => own >= other - TOLERANCE),
    ]),
  }
}

/** K-means alone: one run from k-means++ until no label changes. */
export async function compareKMeans(contestants: readonly Contestant[], say: (line: string) => void): Promise<Section> {
  const raced = await race(kMeansCases, contestants, say, async (contestant, seed) => {
    const { milliseconds, iterations, inertia } = await contestant.kMeans!(seed)
    return [milliseconds, iterations, inertia]
  })
  return {
    ...tabulate(`K-means, one start, until no label changes, ${SEEDS} seeds`, 'inertia', raced),
    verdicts: raced.flatMap((result) => [
      fastEnough(result),
      asGood(result, 'inertia', (own, other) => own <= other * (1 + TOLERANCE)),
    ]),
  }
}

async function race(
  cases: readonly (ProblemSpec & Gate)[],
  contestants: readonly Contestant[],
  say: (line: string) => void,
  run: Run,
): Promise<Raced[]> {
  const raced: Raced[] = []
  for (const spec of cases) {
    const problem = createProblem(spec)
    const runs = contestants.map((): Runs => ({ milliseconds: [], iterations: [], reached: [] }))
    for (const contestant of contestants) {
      await contestant.load(problem)
      // Warms up.
      await run(contestant, SEEDS)
    }
    for (let seed = 0; seed < SEEDS; seed++) {
      for (const [at, contestant] of contestants.entries()) {
        const [milliseconds, iterations, reached] = await run(contestant, seed)
        runs[at].milliseconds.push(milliseconds)
        runs[at].iterations.push(iterations)
        runs[at].reached.push(reached)
      }
    }
    const names = contestants.map(({ name }) => name)
    raced.push({ spec, names, runs })
    say(
      `${nameOf(spec)}: ${names.map((name, at) => `${name} ${spread(quartiles(runs[at].milliseconds))} ms`).join(', ')}`,
    )
  }
  return raced
}

function tabulate(title: string, reached: string, raced: readonly Raced[]): Omit<Section, 'verdicts'> {
  return {
    title,
    columns: ['N, D, K', 'contestant', 'ms', 'iterations', reached, 'times faster', 'gate'],
    rows: raced.flatMap(({ spec, names, runs }) =>
      names.map((name, at) => [
        nameOf(spec),
        name,
        spread(quartiles(runs[at].milliseconds)),
        spread(quartiles(runs[at].iterations)),
        quartiles(runs[at].reached).median.toPrecision(8),
        at === names.length - 1 ? '' : spread(ratios(runs.at(-1)!.milliseconds, runs[at].milliseconds)),
        at === names.length - 1 ? '' : `${spec.gate}`,
      ]),
    ),
    data: raced,
  }
}

/** The faster of ours, one thread or two: a user has both. */
function fastEnough({ spec, names, runs }: Raced): Verdict {
  const other = runs.at(-1)!.milliseconds
  const own = runs.slice(0, -1).map(({ milliseconds }) => ratios(other, milliseconds))
  const best = own.reduce((a, b) => (a.median >= b.median ? a : b))
  return {
    claim: `${nameOf(spec)}: ${names.at(-1)} takes ${spread(best)} times what ${names[own.indexOf(best)]} takes; at least ${spec.gate}`,
    holds: best.median >= spec.gate,
  }
}

function asGood({ spec, names, runs }: Raced, what: string, good: (own: number, other: number) => boolean): Verdict {
  const [own, other] = [runs[0], runs.at(-1)!].map(({ reached }) => quartiles(reached).median)
  return {
    claim: `${nameOf(spec)}: median ${what} within ${TOLERANCE}: ${own.toPrecision(8)}, of ${names.at(-1)} ${other.toPrecision(8)}`,
    holds: good(own, other),
  }
}
