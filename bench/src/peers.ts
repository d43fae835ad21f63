import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Peers compute with this many threads. */
export const PEER_THREADS = 2
const env = { ...process.env, OMP_NUM_THREADS: `${PEER_THREADS}`, OPENBLAS_NUM_THREADS: `${PEER_THREADS}` }
const source = (name: string): string => join(import.meta.dirname, '..', 'peers', name)

/** scikit-learn in a Python process of its own, which answers one question at a time. */
export class ScikitLearn {
  readonly version: string
  readonly #process: ChildProcess
  readonly #answers: AsyncIterator<string>

  private constructor(process: ChildProcess, answers: AsyncIterator<string>, version: string) {
    this.#process = process
    this.#answers = answers
    this.version = version
  }

  /** @returns undefined where no Python here has it */
  static async find(): Promise<ScikitLearn | undefined> {
    const python = ['python3', '/usr/bin/python3'].find(
      (name) => spawnSync(name, ['-c', 'import sklearn']).status === 0,
    )
    if (!python) return undefined
    const child = spawn(python, [source('scikit_learn.py')], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { version } = JSON.parse((await answers.next()).value!)
    return new ScikitLearn(child, answers, version)
  }

  async ask(question: object): Promise<{ seconds: number; lml?: number; inertia?: number }> {
    this.#process.stdin!.write(`${JSON.stringify(question)}\n`)
    return JSON.parse((await this.#answers.next()).value)
  }

  end(): void {
    this.#process.stdin!.end()
  }
}

/** Armadillo's gmm_full, compiled once into the cache of temporary files. */
export class Armadillo {
  readonly #program: string

  private constructor(program: string) {
    this.#program = program
  }

  /** @returns undefined where there is no compiler or no Armadillo */
  static find(): Armadillo | undefined {
    const folder = join(tmpdir(), 'mixtura-bench-peers')
    const program = join(folder, 'armadillo')
    mkdirSync(folder, { recursive: true })
    const flags = ['-O3', '-march=native', '-fopenmp', source('armadillo.cpp'), '-o', program, '-larmadillo']
    if (!existsSync(program) && spawnSync('g++', flags).status !== 0) return undefined
    return new Armadillo(program)
  }

  /** Seconds of one iteration from the start, as the slope between m and 2 m. */
  iteration(file: string, startFile: string, n: number, d: number, k: number, iterations: number): number {
    const output = execFileSync(this.#program, [file, n, d, k, iterations, startFile].map(String), {
      env,
      encoding: 'utf8',
    })
    const [once, twice] = output.split(' ').map(Number)
    return (twice - once) / iterations
  }
}
