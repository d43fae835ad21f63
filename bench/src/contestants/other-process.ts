import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { writeProblem } from '../problem.ts'
import type { Contestant, FitOutcome, KMeansOutcome } from './contestant.ts'

/**
 * A peer that lives in a process of its own, with two threads: it reads one request a line (a word and its arguments) and
 * answers each with one line of JSON. It says `{ name, version }` once it is ready.
 */
export async function inOtherProcess(
  program: string,
  args: readonly string[],
  more: { tolerance: number; wholeFits: boolean },
): Promise<Contestant> {
  const env = { ...process.env, OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' }
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${program} ended without an answer.`)
    return JSON.parse(value) as T
  }
  const ask = <T>(...words: (string | number)[]): Promise<T> => {
    child.stdin.write(`${words.join(' ')}\n`)
    return answer()
  }

  const about = await answer<{ name: string; version: string }>()
  return {
    ...about,
    tolerance: more.tolerance,
    load: (problem) => ask('load', writeProblem(problem)),
    time: (iterations, repeats) => ask('time', iterations, repeats),
    lml: (iterations) => ask('lml', iterations),
    ...(more.wholeFits && {
      fit: ({ seed, tolerance, maxIterations }) => ask<FitOutcome>('fit', seed, tolerance, maxIterations),
      kMeans: (seed) => ask<KMeansOutcome>('kmeans', seed),
    }),
    close: async () => {
      child.stdin.end()
    },
  }
}
