/// <reference lib="esnext.disposable" preserve="true" />
import { MixturaError } from '@mixtura/core'
import type { SharedMemory } from '@mixtura/core/remote'
import type { AbortSignalLike } from './abort-signal.ts'
import { after, availableThreads, canShareMemory, sometimeAfter } from './host.ts'
import type { Answer, Question, Result } from './protocol.ts'
import { startThread, type Thread } from './thread.ts'

/** How many workers a pool has, and what they share. */
export interface WorkerPoolOptions {
  /** Workers at most; each is started when it is first needed. Default: the machine's cores, in a browser one less. */
  threads?: number
  /** Whether workers read the rows where they are instead of being sent copies. Default: wherever the host allows it. */
  sharedMemory?: boolean
}

/** How long a worker may go on with what nobody waits for any more, in milliseconds. */
const GRACE = 25
/** Workers that may end over the same question before it is given up. */
const ATTEMPTS = 3

/** Milliseconds that memory is kept for a fit that may come. */
const KEPT = 5000

/**
 * Shared memory, for the rows of a crew and for its models. It is given back only when garbage is looked for, by all threads
 * that have known it, which would be after hundreds of fits: so it goes from fit to fit.
 */
export interface SharedSpace {
  readonly rows: SharedMemory
  readonly models: SharedArrayBuffer
}

interface Waiting {
  isGivenUp: boolean
  resolve(result: Result): void
  reject(reason: unknown): void
}

/** One worker at a time, and those who wait for it. */
interface Seat {
  readonly thread: Thread
  readonly waiting: Map<number, Waiting>
  /** What it has been sent: blocks by binding. */
  readonly sent: Map<number, Set<number>>
}

/** What is asked of a seat; made anew for each worker in it, because a fresh one has no rows. */
export type QuestionFor = (sent: Set<number>) => {
  readonly question: Omit<Question, 'id'>
  readonly transfer: readonly ArrayBufferLike[]
}

/** A worker that has ended without an answer. */
class EndedThread extends Error {}

/**
 * Workers that hold rows and answer for them, to be used by fit after fit. While nobody waits for them they do not keep
 * a process alive.
 */
export interface WorkerPool extends AsyncDisposable {
  /** Workers at most. */
  readonly threads: number
  /** Whether they read the rows where they are. */
  readonly sharedMemory: boolean
  /** Ends all workers; whoever waits for them is told, and no more are started. */
  dispose(): Promise<void>
}

/**
 * A pool of workers, of Node or of the browser; each is started when it is first needed.
 * @throws MixturaError `bad-option`; `unsupported` where memory is to be shared and cannot be
 *
 * @example
 * const pool = createWorkerPool({ threads: 2 })
 * const { threads } = await fitAsync([[0], [1], [9], [10]], { components: 2, threads: 1, pool })
 * [pool.threads, threads] // → [ 2, 1 ]
 * await pool.dispose()
 */
export function createWorkerPool(options: WorkerPoolOptions = {}): WorkerPool {
  return new Pool(options)
}

/** What `createWorkerPool` has made, with what is nobody else's affair. @throws MixturaError `bad-option` */
export function checkPool(pool: WorkerPool): Pool {
  if (pool instanceof Pool) return pool
  throw badOption('pool', pool, 'Give what createWorkerPool returns.')
}

export class Pool implements WorkerPool {
  readonly threads: number
  readonly sharedMemory: boolean
  readonly #seats: (Seat | undefined)[] = []
  #isDisposed = false
  #hasAnswered = false
  #ending: Promise<unknown> = Promise.resolve()
  #questions = 0
  #bindings = 0
  #kept: SharedSpace | undefined

  constructor(options: WorkerPoolOptions) {
    const { threads = availableThreads(), sharedMemory = canShareMemory() } = options
    this.threads = checkThreads(threads)
    this.sharedMemory = sharedMemory
    if (sharedMemory && !canShareMemory()) {
      throw new MixturaError('unsupported', {
        cause: 'Memory cannot be shared between workers here.',
        value: sharedMemory,
        remedy:
          'Serve the page with Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy, or leave the option out.',
      })
    }
  }

  /** False where no worker has ever answered: asked after a failure, that they do not run here at all. */
  get mayRun(): boolean {
    return this.#hasAnswered || this.#isDisposed
  }

  /** A number for a data set, by which its workers know it. */
  newBinding(): number {
    return this.#bindings++
  }

  /**
   * Asks the worker in a seat. One that ends over it is replaced, and the next is asked again.
   * @throws MixturaError `engine-failed`, and what the worker has thrown; the signal's reason at once when it is aborted
   */
  async ask(seat: number, questionFor: QuestionFor, binding: number, signal?: AbortSignalLike): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      // No worker is started while another ends: Node has crashed on that (nodejs/node#56312).
      if (!this.#seats[seat]) await this.#ending
      try {
        return await this.#askOnce(seat, questionFor, binding, signal)
      } catch (error) {
        if (!(error instanceof EndedThread)) throw error
        if (attempt === ATTEMPTS || this.#isDisposed) throw failed(`A worker has ended (${error.message}).`)
      }
    }
  }

  /** Has the workers forget a data set. */
  forget(binding: number): void {
    for (const seat of this.#seats) {
      if (!seat?.sent.delete(binding)) continue
      seat.thread.ask({ id: this.#questions++, binding, rows: [], engine: {}, task: 'forget' }, [])
    }
  }

  /** What the last fit has left, if nobody has it; the next takes it. */
  takeSpace(): SharedSpace | undefined {
    const kept = this.#kept
    this.#kept = undefined
    return kept
  }

  /** Keeps what nobody uses any more, for a while. */
  keepSpace(space: SharedSpace): void {
    if (this.#isDisposed) return
    this.#kept = space
    sometimeAfter(KEPT, () => {
      if (this.#kept === space) this.#kept = undefined
    })
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true
    this.#kept = undefined
    for (const seat of this.#seats) if (seat) this.#end(seat, 'the pool is disposed of')
    await this.#ending
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }

  #askOnce(
    index: number,
    questionFor: QuestionFor,
    binding: number,
    signal: AbortSignalLike | undefined,
  ): Promise<Result> {
    signal?.throwIfAborted()
    if (this.#isDisposed) throw failed('The pool is disposed of.')
    const seat = (this.#seats[index] ??= this.#takeSeat(index))
    if (!seat.sent.has(binding)) seat.sent.set(binding, new Set())
    const { question, transfer } = questionFor(seat.sent.get(binding)!)
    const id = this.#questions++
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(signal!.reason)
        waiting.isGivenUp = true
        const look = (): void => {
          if (!seat.waiting.has(id)) return
          // A worker that others wait for may have a run of theirs half done.
          if ([...seat.waiting.values()].some(({ isGivenUp }) => !isGivenUp)) after(GRACE, look)
          else this.#end(seat, 'it was busy with what nobody waits for')
        }
        after(GRACE, look)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', giveUp)
          seat.waiting.delete(id)
          if (seat.waiting.size === 0) seat.thread.holdProcess(false)
          how(value)
        }
      seat.thread.ask({ ...question, id }, transfer)
      seat.thread.holdProcess(true)
      const waiting: Waiting = { isGivenUp: false, resolve: settle(resolve), reject: settle(reject) }
      seat.waiting.set(id, waiting)
    })
  }

  #takeSeat(index: number): Seat {
    let thread: Thread
    try {
      thread = startThread({
        answer: ({ id, result }: Answer) => {
          this.#hasAnswered = true
          seat.waiting.get(id)?.resolve(result)
        },
        end: (cause) => this.#end(seat, cause),
      })
    } catch (error) {
      // A host without workers, or a policy of the page against them.
      throw new EndedThread(String(error))
    }
    const seat: Seat = { thread, waiting: new Map(), sent: new Map() }
    this.#seats[index] = seat
    return seat
  }

  #end(seat: Seat, cause: string): void {
    const index = this.#seats.indexOf(seat)
    if (index >= 0) this.#seats[index] = undefined
    for (const { reject } of seat.waiting.values()) reject(new EndedThread(cause))
    this.#ending = Promise.all([this.#ending, seat.thread.terminate()])
  }
}

/** @throws MixturaError `bad-option` */
export function checkThreads(threads: number): number {
  if (Number.isInteger(threads) && threads >= 1) return threads
  throw badOption('threads', threads, 'Give a whole number of at least 1.')
}

export function failed(cause: string): MixturaError {
  const remedy = 'Fit on this thread (GaussianMixture.fit), or with fewer samples.'
  return new MixturaError('engine-failed', { cause, remedy })
}

export function badOption(name: string, value: unknown, remedy: string): MixturaError {
  const shown = typeof value === 'object' && value !== null ? 'an object' : String(value)
  return new MixturaError('bad-option', { cause: `The option ${name} is ${shown}.`, value, remedy })
}
