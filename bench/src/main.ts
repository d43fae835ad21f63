// `npm run bench`: Mixtura beside its peers, on the same data, from the same start, in turns. `-- --quick`: WebAssembly
// beside plain JavaScript only, under two minutes; fails where it is not faster.
import { GaussianMixture, kMeans, type FitOptions as AnyFitOptions } from '@mixtura/core'
import { createWorkerPool, fitAsync } from '@mixtura/engines/workers'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fitCases, iterationCases, kMeansCases } from './cases.ts'
import { Armadillo, PEER_THREADS, ScikitLearn } from './peers.ts'
import { makeProblem, type Problem } from './problem.ts'
import { quick } from './quick.ts'
import { row, table, type Measurement } from './report.ts'
import { ratiosOf } from './statistics.ts'

type FitOptions = Omit<AnyFitOptions, 'signal'>

const rounds = 5
const seeds = 10

if (process.argv.includes('--quick')) {
  process.exitCode = quick()
} else {
  await compare()
}

async function compare(): Promise<void> {
  const sklearn = await ScikitLearn.find()
  const armadillo = Armadillo.find()
  console.log(sklearn ? `scikit-learn ${sklearn.version}` : 'No Python with scikit-learn was found.')
  console.log(armadillo ? 'Armadillo' : 'No g++ with Armadillo was found.')
  const machine = `${cpus()[0]?.model} × ${cpus().length}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`
  console.log(`${machine}; peers on ${PEER_THREADS} threads\n`)
  const pool = createWorkerPool({ threads: PEER_THREADS })

  const iterations: Measurement[] = []
  for (const { n, d, k, covariance, distance, iterations: m, gates } of iterationCases) {
    const problem = makeProblem(n, d, k, distance, covariance)
    const { dataset, start } = problem
    await sklearn?.ask({ data: problem.file, n, d })
    const times: Record<string, number[]> = { one: [], two: [], sklearn: [], armadillo: [] }
    let ours = 0
    for (let round = 0; round <= rounds; round++) {
      const one = await slope(m, (count) => timed(() => GaussianMixture.fit(dataset, fixed(start, count))))
      const two = await slope(m, (count) =>
        timed(() => fitAsync(dataset, { ...fixed(start, count), pool, threads: n > 1000 ? PEER_THREADS : 0 })),
      )
      const question = { what: 'em', k, covariance, ...startFor(problem, covariance) }
      const theirs =
        sklearn && (await slope(m, async (count) => (await sklearn.ask({ ...question, iterations: count })).seconds))
      const arma = gates.armadillo ? armadillo?.iteration(problem.file, problem.startFile, n, d, k, m) : undefined
      // The first round warms compilers and caches up.
      if (round === 0) continue
      times.one.push(one)
      times.two.push(two)
      if (theirs !== undefined) times.sklearn.push(theirs)
      if (arma !== undefined) times.armadillo.push(arma)
    }
    ours = GaussianMixture.fit(dataset, fixed(start, m)).model.lml(dataset)
    if (sklearn) {
      const { lml } = await sklearn.ask({
        what: 'em',
        k,
        covariance,
        ...startFor(problem, covariance),
        iterations: m,
        score: true,
      })
      if (Math.abs(lml! - ours) > 1e-6 * Math.abs(ours))
        throw new Error(`lml ${ours} here, ${lml} in scikit-learn: not the same problem.`)
    }
    const best = n > 1000 ? times.two : times.one
    const name = `${n}, ${d}, ${k}${covariance === 'diag' ? ', diagonal' : ''}${distance > 10 ? ', separated' : ''}`
    iterations.push(
      row(name, { one: times.one, two: n > 1000 ? times.two : [] }, [
        ...(times.sklearn.length > 0
          ? [{ peer: 'scikit-learn', ratio: ratiosOf(times.sklearn, best), gate: gates.sklearn }]
          : []),
        ...(times.armadillo.length > 0
          ? [{ peer: 'Armadillo', ratio: ratiosOf(times.armadillo, best), gate: gates.armadillo }]
          : []),
      ]),
    )
    console.log(table([iterations.at(-1)!], false))
  }

  const fits: Measurement[] = []
  const partitions: Measurement[] = []
  if (sklearn) {
    for (const { n, d, k, gate } of fitCases) {
      const problem = makeProblem(n, d, k, 3)
      await sklearn.ask({ data: problem.file, n, d })
      const [one, two, theirs, behind]: number[][] = [[], [], [], []]
      for (let seed = 0; seed < seeds; seed++) {
        const options: FitOptions = { components: k, seed, tolerance: 1e-3, maxIterations: 100, kMeansRestarts: 1 }
        const begun = performance.now()
        const { lml } = GaussianMixture.fit(problem.dataset, options)
        one.push((performance.now() - begun) / 1000)
        two.push(await timed(() => fitAsync(problem.dataset, { ...options, pool })))
        const answer = await sklearn.ask({ what: 'whole', k, seed })
        theirs.push(answer.seconds)
        behind.push(answer.lml! - lml.at(-1)!)
      }
      const better = two.map((seconds, seed) => Math.min(seconds, one[seed]))
      const note = `lml behind by ${behind.toSorted((a, b) => a - b)[seeds >> 1].toExponential(1)}`
      fits.push(
        row(`${n}, ${d}, ${k}`, { one, two }, [{ peer: 'scikit-learn', ratio: ratiosOf(theirs, better), gate }], note),
      )
      console.log(table([fits.at(-1)!], false))
    }
    for (const { n, d, k, gate } of kMeansCases) {
      const problem = makeProblem(n, d, k, 3)
      await sklearn.ask({ data: problem.file, n, d })
      const [one, theirs]: number[][] = [[], []]
      for (let seed = 0; seed < seeds; seed++) {
        one.push(await timed(() => kMeans(problem.dataset, { components: k, seed, restarts: 1, tolerance: 1e-4 })))
        theirs.push((await sklearn.ask({ what: 'kmeans', k, seed })).seconds)
      }
      partitions.push(
        row(`${n}, ${d}, ${k}`, { one, two: [] }, [{ peer: 'scikit-learn', ratio: ratiosOf(theirs, one), gate }]),
      )
      console.log(table([partitions.at(-1)!], false))
    }
  }
  sklearn?.end()
  await pool.dispose()
  save(machine, {
    'One EM iteration': iterations,
    'Whole fits, one K-means start, tolerance 1e-3': fits,
    'K-means alone': partitions,
  })
}

/** Seconds of one iteration: the slope of the time over their number. */
async function slope(iterations: number, time: (count: number) => number | Promise<number>): Promise<number> {
  const once = await time(iterations)
  return ((await time(2 * iterations)) - once) / iterations
}

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

function fixed(start: GaussianMixture, maxIterations: number): FitOptions {
  return { components: start.componentCount, covariance: start.covariance, init: start, tolerance: 0, maxIterations }
}

/** The start as scikit-learn takes it: precisions in place of covariances. */
function startFor({ start }: Problem, covariance: 'full' | 'diag'): object {
  const precisions = start.covariances.map((matrix) =>
    matrix.to2DArray().map((line, i) => line.map((value, j) => (i === j ? 1 / value : 0))),
  )
  return {
    weights: start.weights,
    means: start.means.to2DArray(),
    precisions: covariance === 'full' ? precisions : precisions.map((lines) => lines.map((line, i) => line[i])),
  }
}

function save(machine: string, sections: Record<string, Measurement[]>): void {
  const folder = join(import.meta.dirname, '..', 'results')
  mkdirSync(folder, { recursive: true })
  const parts = Object.entries(sections).map(([title, rows]) => `## ${title}\n\n${table(rows, true)}`)
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify({ machine, sections }, null, 2)}\n`)
  writeFileSync(
    join(folder, 'latest.md'),
    `${machine}; peers on ${PEER_THREADS} threads. Times are medians of ${rounds} rounds (${seeds} seeds for whole fits and K-means), ratios medians with quartiles, round by round.\n\n${parts.join('\n')}`,
  )
  console.log(`\nSaved in ${folder}.`)
}
