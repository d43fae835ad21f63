import { createEngine, Dataset, MixturaError, type SyncEStepEngine } from '@mixtura/core'
import { createStarts, densityUnderflow, responsibilitiesInto, type Starts } from '@mixtura/core/remote'
import { unpackInit } from './packed-init.ts'
import { packStart } from './packed-start.ts'
import {
  ALL_ROWS,
  type Answer,
  type Question,
  type Result,
  type SentRows,
  type StartTask,
  type Task,
} from './protocol.ts'
import { sumsLength } from './sums-length.ts'

/** Rows with an engine of their own, whoever holds the others; or all rows, where starts are made of them. */
interface Block {
  readonly first: number
  /** Until an engine has them that answers all that is asked about them. */
  rows: HeldRows | undefined
  engine?: SyncEStepEngine
  starts?: Starts
  /** Of which options the starts are. */
  series?: number
}

type HeldRows = Pick<SentRows, 'values' | 'dimension' | 'sampleWeights'>

type Blocks = Map<number, Block>

/** An answer, with the memory that goes along with it. */
export interface Reply {
  readonly message: Answer
  readonly transfer: readonly ArrayBufferLike[]
}

/** The worker's side: keeps rows by data set and block, and answers what is asked about them. */
export function createAnswerer(): (question: Question) => Reply {
  const bindings = new Map<number, Blocks>()

  return (question) => {
    const { id, binding, rows, task } = question
    const blocks: Blocks = bindings.get(binding) ?? new Map()
    bindings.set(binding, blocks)
    for (const { block, first, ...held } of rows) blocks.set(block, { first, rows: held })
    const result = answer(question, blocks)
    if (task === 'forget') bindings.delete(binding)
    return { message: { id, result }, transfer: numbersIn(result).map(({ buffer }) => buffer) }
  }
}

function answer({ task, engine }: Question, blocks: Blocks): Result {
  try {
    if (task === 'forget') return { forgotten: true }
    if ('eStep' in task) return sumsOf(blocks, task, engine)
    if ('responsibilities' in task) return { responsibilities: responsibilitiesOf(blocks.get(task.block)!, task) }
    return { start: packStart(startsOf(blocks, task).start(task.start)) }
  } catch (error) {
    if (!(error instanceof MixturaError)) return { failure: String(error) }
    const { code, message, value, remedy } = error
    return { error: { code, cause: message.slice(0, -remedy.length - 1), value, remedy } }
  }
}

function numbersIn(result: Result): readonly Float64Array<ArrayBuffer>[] {
  if ('sums' in result) return [result.sums]
  return 'responsibilities' in result ? [result.responsibilities] : []
}

/** The sums of these blocks, one after another: to be added up in an order that is no worker's affair. */
function sumsOf(
  held: Blocks,
  { eStep, blocks }: Extract<Task, { eStep: unknown }>,
  options: Question['engine'],
): Extract<Result, { sums: unknown }> {
  // Once EM has begun its engines need the room.
  held.get(ALL_ROWS)?.starts?.release()
  const length = sumsLength(eStep)
  const sums = new Float64Array(blocks.length * length)
  let name = ''
  blocks.forEach((index, i) => {
    const block = held.get(index)!
    // Samples that do not count are no data set.
    if (block.rows?.sampleWeights?.every((weight) => weight === 0)) return
    const engine = engineOf(block, options)
    ;({ name } = engine)
    try {
      sums.set(engine.eStep(eStep).sums, i * length)
    } catch (error) {
      if (!(error instanceof MixturaError) || error.code !== 'density-underflow') throw error
      throw densityUnderflow(block.first + Number(error.value))
    }
    if (engine.responsibilities) block.rows = undefined
  })
  return { sums, engine: name }
}

function engineOf(block: Block, options: Question['engine']): SyncEStepEngine {
  return (block.engine ??= createEngine(datasetOf(block.rows!), options))
}

function responsibilitiesOf(
  { rows, engine }: Block,
  { responsibilities, start, end }: Extract<Task, { responsibilities: unknown }>,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array((end - start) * responsibilities.logConstants.length)
  if (rows) {
    const d = rows.dimension
    responsibilitiesInto(
      responsibilities,
      Dataset.from(rows.values.subarray(start * d, end * d), { dimension: d }),
      out,
    )
  } else {
    engine!.responsibilities!(responsibilities, start, end, out)
  }
  return out
}

function startsOf(held: Blocks, { options: { init, ...options }, series, sample }: StartTask): Starts {
  const startOptions = { ...options, init: unpackInit(init) }
  if (sample) return createStarts(datasetOf(sample), startOptions)
  const all = held.get(ALL_ROWS)!
  if (!all.starts || all.series !== series) {
    all.starts = createStarts(datasetOf(all.rows!), startOptions)
    all.series = series
  }
  return all.starts
}

function datasetOf({ values, dimension, sampleWeights }: HeldRows): Dataset {
  return Dataset.from(values, { dimension, sampleWeights })
}
