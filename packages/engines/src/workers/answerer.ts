import { createEngine, Dataset, MixturaError, type SyncEStepEngine } from '@mixtura/core'
import { createStarts, densityUnderflow, responsibilitiesInto, type Starts } from '@mixtura/core/remote'
import { addPairs } from './block-sums.ts'
import { CrewMember } from './crew-member.ts'
import { unpackInit } from './packed-init.ts'
import { packStart } from './packed-parameters.ts'
import {
  ALL_ROWS,
  type Answer,
  type CrewTask,
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

/** What a worker has of a data set. */
interface Binding {
  readonly blocks: Map<number, Block>
  crewMember?: CrewMember
}

/** An answer, with the memory that goes along with it. */
export interface Reply {
  readonly message: Answer
  readonly transfer: readonly ArrayBufferLike[]
}

/** The worker's side: keeps rows by data set and block, and answers what is asked about them. */
export function createAnswerer(): (question: Question) => Reply {
  const bindings = new Map<number, Binding>()

  return (question) => {
    const { id, binding: number, rows, task } = question
    const binding: Binding = bindings.get(number) ?? { blocks: new Map() }
    bindings.set(number, binding)
    for (const { block, first, ...held } of rows) binding.blocks.set(block, { first, rows: held })
    const result = answer(question, binding)
    if (task === 'forget') bindings.delete(number)
    return { message: { id, result }, transfer: 'responsibilities' in result ? [result.responsibilities.buffer] : [] }
  }
}

function answer({ task, engine, crew }: Question, binding: Binding): Result {
  const { blocks } = binding
  try {
    if (task === 'forget') return { forgotten: true }
    if (crew) binding.crewMember = new CrewMember(crew)
    if ('control' in task) return takePart(binding, task)
    if ('eStep' in task) return sumsOf(blocks, task, engine)
    if ('responsibilities' in task) return { responsibilities: responsibilitiesOf(blocks.get(task.block)!, task) }
    return { start: packStart(startsOf(blocks, task).start(task.start)) }
  } catch (error) {
    if (!(error instanceof MixturaError)) return { failure: String(error) }
    const { code, message, value, remedy } = error
    return { error: { code, cause: message.slice(0, -remedy.length - 1), value, remedy } }
  }
}

function takePart({ blocks, crewMember }: Binding, task: CrewTask): Result {
  letGoOfStarts(blocks)
  if ('lead' in task) return crewMember!.lead(task.control, task.lead)
  crewMember!.help(task.control, task.help)
  return { hasHelped: true }
}

/** Once EM has begun its engines need the room. */
function letGoOfStarts(blocks: Binding['blocks']): void {
  blocks.get(ALL_ROWS)?.starts?.release()
}

/** The sums of these blocks, as far added up as they are neighbours. */
function sumsOf(
  held: Binding['blocks'],
  { eStep, beginsRun, blocks }: Extract<Task, { eStep: unknown }>,
  options: Question['engine'],
): Extract<Result, { sums: unknown }> {
  letGoOfStarts(held)
  let name = ''
  const sums = blocks.map((index) => {
    const block = held.get(index)!
    // Samples that do not count are no data set.
    if (block.rows?.sampleWeights?.every((weight) => weight === 0)) return new Float64Array(sumsLength(eStep))
    const engine = engineOf(block, options)
    ;({ name } = engine)
    if (beginsRun) engine.beginRun?.()
    try {
      const answer = engine.eStep(eStep).sums
      if (engine.ownsRows) letGoOfRows(block)
      return answer
    } catch (error) {
      if (!(error instanceof MixturaError) || error.code !== 'density-underflow') throw error
      throw densityUnderflow(block.first + Number(error.value))
    }
  })
  return { sums: addPairs(sums.map((each, i) => ({ first: blocks[i]!, count: 1, sums: each }))), engine: name }
}

/** A copy's memory is given back at once where the host can do that; it may be long before garbage is looked for. */
function letGoOfRows(block: Block): void {
  for (const numbers of [block.rows?.values, block.rows?.sampleWeights]) {
    if (numbers?.buffer instanceof ArrayBuffer) numbers.buffer.transfer?.(0)
  }
  block.rows = undefined
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

function startsOf(held: Binding['blocks'], { options: { init, ...options }, series, sample }: StartTask): Starts {
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
