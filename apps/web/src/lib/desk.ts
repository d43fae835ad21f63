import { Dataset, MixturaError } from '@mixtura/core'
import { IoError } from '@mixtura/io'
import type { PresetId } from '@mixtura/datagen'
import type { Desk, Listing, Loaded, Reading } from '../workers/desk.ts'
import type { Question, Reply } from '../workers/desk.worker.ts'
import { dataOf, type Data } from './data.ts'
import { pause } from './pause.ts'

export { IoError } from '@mixtura/io'
export type { Listing, Reading } from '../workers/desk.ts'

/** A table that was read, and stays where it was until it is closed. */
export interface OpenTable extends Listing {
  /** The columns chosen (by number, from 1) as data. @throws IoError, MixturaError */
  choose(columns: readonly number[]): Promise<Data>
  close(): void
}

/**
 * Reads a file or what was pasted, finding out what `reading` does not say.
 * @throws IoError; MixturaError `bad-option` where one sign would have two meanings; RangeError where it is too large
 */
export async function openTable(text: Blob, reading: Reading): Promise<OpenTable> {
  const desk = new FarDesk()
  try {
    return {
      ...(await desk.ask('read', { text, reading })),
      choose: async (columns) => dataFrom(await desk.ask('choose', [...columns])),
      close: () => desk.close(),
    }
  } catch (error) {
    desk.close()
    throw error
  }
}

/** A preset's data, made beside the page. @throws DatagenError */
export async function farPreset(id: PresetId, n: number, seed: number): Promise<Data> {
  const desk = new FarDesk()
  try {
    return await dataFrom(await desk.ask('preset', { id, n, seed }))
  } finally {
    desk.close()
  }
}

/** Checked, then looked over, each of which takes a while on many rows. */
async function dataFrom({ values, columns, truth, source }: Loaded): Promise<Data> {
  const dataset = Dataset.from(values, { dimension: columns.length })
  await pause()
  return dataOf(dataset, columns, { ...(truth && { truth }), source })
}

/** A desk in a worker of its own, which is asked one thing after another; where none runs, on this thread. */
class FarDesk {
  #worker: Worker | undefined = startWorker()
  #near: Desk | undefined

  async ask<M extends keyof Desk>(method: M, argument: Question<M>['argument']): Promise<Awaited<ReturnType<Desk[M]>>> {
    if (this.#worker) {
      const reply = await replyOf(this.#worker, { method, argument })
      if (reply) return answerIn(reply) as Awaited<ReturnType<Desk[M]>>
      this.close()
    }
    this.#near ??= (await import('../workers/desk.ts')).createDesk()
    const ask = this.#near[method] as (argument: unknown) => ReturnType<Desk[M]>
    return await ask(argument)
  }

  close(): void {
    this.#worker?.terminate()
    this.#worker = undefined
  }
}

function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('../workers/desk.worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return undefined
  }
}

/** Undefined where the worker does not run. */
function replyOf(worker: Worker, question: Question): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => resolve(data), { once: true })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      resolve(undefined)
    })
    worker.postMessage(question)
  })
}

function answerIn(reply: Reply): unknown {
  if ('answer' in reply) return reply.answer
  if ('error' in reply) throw reply.error
  const { prototype } = reply.by === 'io' ? IoError : MixturaError
  throw Object.assign(Object.create(prototype) as Error, reply.refusal)
}
