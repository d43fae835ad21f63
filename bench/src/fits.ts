import { fitCases, kMeansCases, type Gate } from './cases.ts'
import type { Contestant } from './contestants/contestant.ts'
import { createProblem, nameOf, type ProblemSpec } from './problem.ts'
import { spread, type Section, type Verdict } from './report.ts'
import { quartiles, ratios } from './statistics.ts'

const SEEDS = 10
/** Both stop where an iteration gains less, so that much either may be behind the optimum it climbs. */
const TOLERANCE = 1e-3
/** Milliseconds of fits before any is timed, and at least of those that are timed as one: short ones are repeated. */
const WARM_UP = 300
const LONG_ENOUGH = 20

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
 * Whole fits: data in, model out, from one K-means start each, with equal tolerance and equal maximum iterations. The peer
 * makes one more M-step after it has seen that it may stop: so that nobody wins by stopping early, ours run a second time
 * with a tolerance that is so much smaller that they are to end higher, and are to be as much faster still.
 */
export async function compareFits(
  ours: readonly Contestant[],
  peer: Contestant,
  say: (line: string) => void,
): Promise<Section> {
  const patient = ours.map(withTolerance(TOLERANCE / 10))
  const raced = await race(fitCases, [...ours, ...patient, peer], say, async (contestant, seed) => {
    const fit = await contestant.fit!({ seed, tolerance: TOLERANCE, maxIterations: 100 })
    return [fit.milliseconds, fit.iterations, fit.lml]
  })
  return {
    ...tabulate(`Whole fits, one K-means start, tolerance ${TOLERANCE}, ${SEEDS} seeds`, 'lml', raced),
    verdicts: raced.flatMap((result) => [
      fastEnough(result, 0, ours.length),
      asGood(result, 0, `lml no lower by ${TOLERANCE}`, (own, other) => own >= other - TOLERANCE),
      fastEnough(result, ours.length, 2 * ours.length),
      asGood(result, ours.length, 'lml no lower', (own, other) => own >= other),
    ]),
  }
}

function withTolerance(tolerance: number): (contestant: Contestant) => Contestant {
  return (contestant) => ({
    ...contestant,
    name: `${contestant.name}, tolerance ${tolerance}`,
    fit: (request) => contestant.fit!({ ...request, tolerance }),
  })
}

/** K-means alone: one run from k-means++ until no label changes. */
export async function compareKMeans(own: Contestant, peer: Contestant, say: (line: string) => void): Promise<Section> {
  const raced = await race(kMeansCases, [own, peer], say, async (contestant, seed) => {
    const { milliseconds, iterations, inertia } = await contestant.kMeans!(seed)
    return [milliseconds, iterations, inertia]
  })
  return {
    ...tabulate(`K-means, one start, until no label changes, ${SEEDS} seeds`, 'inertia', raced),
    verdicts: raced.flatMap((result) => [
      fastEnough(result, 0, 1),
      asGood(result, 0, 'inertia no higher by a thousandth', (own, other) => own <= other * 1.001),
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
    const repeats: number[] = []
    for (const contestant of contestants) {
      await contestant.load(problem)
      repeats.push(Math.ceil(LONG_ENOUGH / (await warmUp(() => run(contestant, SEEDS)))))
    }
    for (let seed = 0; seed < SEEDS; seed++) {
      for (const [at, contestant] of contestants.entries()) {
        const [milliseconds, iterations, reached] = await runRepeatedly(() => run(contestant, seed), repeats[at])
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

/** @returns milliseconds that the last run took */
async function warmUp(run: () => Promise<Outcome>): Promise<number> {
  for (let spent = 0; ;) {
    const [milliseconds] = await run()
    spent += milliseconds
    if (spent >= WARM_UP) return milliseconds
  }
}

/** The mean time of `repeats` runs, which all lead to the same place. */
async function runRepeatedly(run: () => Promise<Outcome>, repeats: number): Promise<Outcome> {
  const [first, iterations, reached] = await run()
  let total = first
  for (let repeat = 1; repeat < repeats; repeat++) total += (await run())[0]
  return [total / repeats, iterations, reached]
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

/** The fastest of some of ours, one thread or two: a user has both. */
function fastEnough({ spec, names, runs }: Raced, from: number, to: number): Verdict {
  const other = runs.at(-1)!.milliseconds
  const own = runs.slice(from, to).map(({ milliseconds }) => ratios(other, milliseconds))
  const best = own.reduce((a, b) => (a.median >= b.median ? a : b))
  const name = names[from + own.indexOf(best)]
  return {
    claim: `${nameOf(spec)}: ${names.at(-1)} takes ${spread(best)} times what ${name} takes; at least ${spec.gate}`,
    holds: best.median >= spec.gate,
  }
}

function asGood(
  { spec, names, runs }: Raced,
  at: number,
  what: string,
  good: (own: number, other: number) => boolean,
): Verdict {
  const [own, other] = [runs[at], runs.at(-1)!].map(({ reached }) => quartiles(reached).median)
  return {
    claim: `${nameOf(spec)}: median ${what}: ${names[at]} ${own.toPrecision(8)}, ${names.at(-1)} ${other.toPrecision(8)}`,
    holds: good(own, other),
  }
}
