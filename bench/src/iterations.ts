import { setTimeout } from 'node:timers/promises'
import { iterationCases, type IterationCase } from './cases.ts'
import type { Contestant } from './contestants/contestant.ts'
import { shareOfPeak } from './peak.ts'
import { createProblem, nameOf } from './problem.ts'
import { spread, type Section, type Verdict } from './report.ts'
import { quartiles, ratios, slope } from './statistics.ts'

/** Milliseconds after which a contestant takes no further part in a case's rounds, once it has a slope. */
const PATIENCE = 45_000

/** Milliseconds that a run is to take, so that the scheduler's whims do not count; shorter fits are repeated. */
const LONG_ENOUGH = 50

/** Milliseconds that a contestant is given before its turn, in which the threads of the one before come to rest. */
const REST = 100

/** Milliseconds of a short run from which a contestant is given no more than one and two iterations. */
const SLOW = 4000

/** A contestant's slopes in milliseconds an iteration, one a round. */
interface Timed {
  readonly contestant: Contestant
  readonly slopes: number[]
}

/**
 * One EM iteration: all contestants from the same start, checked to reach the same likelihood, in turns. The clock of a
 * shared machine drifts: only ratios within a round count, and of these the median over the rounds.
 */
export async function compareIterations(
  ours: readonly Contestant[],
  peers: readonly Contestant[],
  options: { rounds: number; peak: () => number; say: (line: string) => void },
): Promise<Section> {
  const measured = []
  for (const spec of iterationCases) {
    const contestants = [...ours, ...peers.filter(({ name }) => name in spec.gates)]
    const problem = createProblem(spec)
    for (const contestant of contestants) await contestant.load(problem)
    await checkLikelihoods(spec, contestants)
    const peaks: number[] = []
    const timed = contestants.map((contestant): Timed => ({ contestant, slopes: [] }))
    await takeTurns(spec, timed, options.rounds, () => peaks.push(options.peak()))
    measured.push({ spec, timed, peak: quartiles(peaks).median })
    options.say(
      `${nameOf(spec)}: ${timed.map(({ contestant, slopes }) => `${contestant.name} ${spread(quartiles(slopes))} ms`).join(', ')}`,
    )
  }

  const rows = measured.flatMap(({ spec, timed, peak }) => tableRows(spec, timed, peak, ours.length))
  return {
    title: 'One EM iteration',
    columns: [
      'N, D, K',
      'contestant',
      'ms an iteration',
      '× our 1 thread',
      '× our 2 threads',
      'gate',
      'stretch',
      'share of peak',
    ],
    rows,
    verdicts: measured.flatMap(({ spec, timed }) => verdictsOf(spec, timed)),
    data: measured.map(({ spec, timed, peak }) => ({
      ...spec,
      peakGflops: peak,
      slopes: Object.fromEntries(timed.map(({ contestant, slopes }) => [contestant.name, slopes])),
    })),
  }
}

async function checkLikelihoods(spec: IterationCase, contestants: readonly Contestant[]): Promise<void> {
  const [least] = spec.iterations
  const expected = await contestants[0].lml(least)
  for (const { name, tolerance, lml } of contestants.slice(1)) {
    const reached = await lml(least)
    if (Math.abs(reached - expected) <= tolerance) continue
    throw new Error(`${nameOf(spec)}: after ${least} iterations ${name} is at ${reached}, we at ${expected}.`)
  }
}

async function takeTurns(
  spec: IterationCase,
  timed: readonly Timed[],
  rounds: number,
  eachRound: () => void,
): Promise<void> {
  const spent = timed.map(() => 0)
  const plans: Plan[] = []
  for (const { contestant } of timed) plans.push(await planFor(contestant, spec))
  // The first round warms up: caches, compilers, threads.
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { contestant, slopes }] of timed.entries()) {
      const { few, many, repeats } = plans[at]
      if (slopes.length > 0 && spent[at] > PATIENCE) continue
      await setTimeout(REST)
      const begun = performance.now()
      // Threads that were at rest do not wake up in time for the first run.
      await contestant.time(few, 1)
      const short = { iterations: few, time: await contestant.time(few, repeats) }
      const long = { iterations: many, time: await contestant.time(many, repeats) }
      spent[at] += performance.now() - begun
      if (round > 0) slopes.push(slope(short, long))
    }
    if (round > 0) eachRound()
  }
}

/** The two run lengths, and how many fits in a row are timed as one. */
interface Plan {
  readonly few: number
  readonly many: number
  readonly repeats: number
}

async function planFor(contestant: Contestant, { iterations: [few, many] }: IterationCase): Promise<Plan> {
  if ((await contestant.time(few, 1)) > SLOW) return { few: 1, many: 2, repeats: 1 }
  // What is timed first says little: a compiler may still be at work on it.
  let repeats = 1
  while (repeats * (await contestant.time(few, repeats)) < LONG_ENOUGH) repeats *= 2
  return { few, many, repeats }
}

function tableRows(spec: IterationCase, timed: readonly Timed[], peak: number, ownCount: number): string[][] {
  const [one, two] = timed
  return timed.map(({ contestant, slopes }, at) => {
    const isOwn = at < ownCount
    const gate = spec.gates[contestant.name]
    return [
      nameOf(spec),
      contestant.name,
      spread(quartiles(slopes)),
      isOwn ? '' : spread(ratios(slopes, one.slopes)),
      isOwn ? '' : spread(ratios(slopes, two.slopes)),
      gate ? `${gate.gate}` : '',
      gate?.stretch ? `${gate.stretch}` : '',
      at === 0 && spec.separation === undefined ? shareOfPeak(spec, quartiles(slopes).median, peak) : '',
    ]
  })
}

/** The smallest problem is for one thread; the others are for two. */
function verdictsOf(spec: IterationCase, timed: readonly Timed[]): Verdict[] {
  const [one, two] = timed
  const own = spec.n <= 500 ? one : two
  return timed.flatMap(({ contestant, slopes }) => {
    const gate = spec.gates[contestant.name]
    if (!gate) return []
    const ratio = ratios(slopes, own.slopes)
    return [
      {
        claim: `${nameOf(spec)}: ${contestant.name} takes ${spread(ratio)} times what ${own.contestant.name} takes; at least ${gate.gate}`,
        holds: ratio.median >= gate.gate,
      },
    ]
  })
}
