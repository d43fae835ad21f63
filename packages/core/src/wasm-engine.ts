import type { Dataset } from './dataset.ts'
import { densityUnderflow } from './density.ts'
import type { ScoringParameters, SyncEStepEngine } from './engine.ts'
import { atOnce, type InParts } from './in-parts.ts'
import { SufficientStatistics } from './statistics.ts'
import { clusteringOn } from './wasm-clustering.ts'
import { CHUNK_ROWS, createWasmRows, type WasmOptions, type WasmRows } from './wasm-rows.ts'
import { WasmScorer } from './wasm-scorer.ts'

/*
 * Components too far from four rows to count can be left early, after some of their columns. Where that happens is
 * looked for in every E-step while it happens at all; otherwise, because looking costs a fifth of an E-step, after twice
 * as many each time it was in vain. Where it happens often, components lie so far apart that it pays to sort the rows:
 * then whole tiles leave them.
 */
const SHARE_WORTH_LOOKING = 0.01
const SHARE_WORTH_SORTING = 0.05
const FIRST_PAUSE = 8

/**
 * The E-step in WebAssembly SIMD, bound to one data set.
 * @returns undefined where the host cannot run it
 *
 * @example
 * createWasmEngine(Dataset.from([[0], [1]]))?.name // → wasm
 */
export function createWasmEngine(dataset: Dataset, options: WasmOptions = {}): SyncEStepEngine | undefined {
  const rows = createWasmRows(dataset, options)
  if (!rows) return undefined
  const clustering = clusteringOn(dataset, rows)
  return { ...wasmEngineOn(rows, dataset, sumAllOf(rows, dataset.sampleCount)), clustering }
}

/** What an E-step asks of those who go through the rows. */
export type SumRows = (
  scoring: ScoringParameters,
  prune: boolean,
  order: Uint32Array | undefined,
  /** Those of `SufficientStatistics`, to be written; the weight total is not asked for. */
  sums: Float64Array,
) => InParts<Summed>

/** What is told of an E-step beside its sums. */
export interface Summed {
  /** Pairs of four rows and a component that were left. */
  readonly left: number
  /** The place of a row that has no density under any component, or −1. */
  readonly undefinedRow: number
}

/** The engine of bound rows, whoever goes through them. */
export function wasmEngineOn(
  rows: WasmRows,
  { sampleCount, dimension, weightTotal }: Pick<Dataset, 'sampleCount' | 'dimension' | 'weightTotal'>,
  sumRows: SumRows,
): SyncEStepEngine {
  const scorer = new WasmScorer(rows, sampleCount)
  /** The rows in their present order, where that is not their own. */
  let order: Uint32Array | undefined
  let shareLeft = 0
  /** E-steps that do not look yet, and how many they were after the last that did. */
  let untilLook = 0
  let pause = 0
  function* eStepInParts(scoring: ScoringParameters): InParts<SufficientStatistics> {
    const { form, logConstants, means } = scoring
    const k = logConstants.length
    if (shareLeft > SHARE_WORTH_SORTING && rows.areResident)
      order ??= byLabel(yield* labelsOf(scorer, scoring, sampleCount), k)
    const prune = --untilLook < 0

    const statistics = new SufficientStatistics(form === 'diagonal' ? 'diagonal' : 'full', means, k)
    const { left, undefinedRow } = yield* sumRows(scoring, prune, order, statistics.sums)
    if (undefinedRow >= 0) throw densityUnderflow(order ? order[undefinedRow]! : undefinedRow)
    if (prune) {
      shareLeft = (4 * left) / (sampleCount * k)
      pause = shareLeft > SHARE_WORTH_LOOKING ? 0 : 2 * pause || FIRST_PAUSE
      untilLook = pause
    }
    statistics.weightTotal = weightTotal
    return statistics
  }
  return {
    name: 'wasm',
    sampleCount,
    dimension,
    weightTotal,
    ownsRows: rows.areResident,
    responsibilities: (scoring, start, end, out) => scorer.responsibilities(scoring, start, end, out),
    dispose: () => rows.release(),
    beginRun() {
      order = undefined
      shareLeft = untilLook = pause = 0
    },
    eStep: (scoring) => atOnce(eStepInParts(scoring)),
    eStepInParts,
  }
}

function sumAllOf(rows: WasmRows, sampleCount: number): SumRows {
  return function* (scoring, prune, order, sums) {
    const { kernel } = rows
    const address = rows.writeModel(scoring)
    let left = 0
    let undefinedRow = -1
    for (let start = 0, end = 0; start < sampleCount && undefinedRow < 0; start = end) {
      end = yield* rows.loading(start, order)
      for (let row = start; row < end && undefinedRow < 0; row += CHUNK_ROWS) {
        if (row > 0) yield
        undefinedRow = kernel.accumulate(row - start, Math.min(CHUNK_ROWS, end - row), prune)
        if (undefinedRow >= 0) undefinedRow += start
      }
      left += kernel.left.value
    }
    kernel.completeSums(address)
    rows.read(address, sums)
    return { left, undefinedRow }
  }
}

function* labelsOf(scorer: WasmScorer, scoring: ScoringParameters, sampleCount: number): InParts<Int32Array> {
  const labels = new Int32Array(sampleCount)
  for (let row = 0; row < sampleCount; row += CHUNK_ROWS) {
    scorer.labels(scoring, labels, row, Math.min(row + CHUNK_ROWS, sampleCount))
    yield
  }
  return labels
}

/** Rows of equal labels one after another, otherwise in their own order. */
function byLabel(labels: Int32Array, componentCount: number): Uint32Array {
  const ends = new Uint32Array(componentCount + 1)
  for (const label of labels) ends[label + 1]!++
  for (let k = 0; k < componentCount; k++) ends[k + 1]! += ends[k]!
  const order = new Uint32Array(labels.length)
  labels.forEach((label, row) => (order[ends[label]!++] = row))
  return order
}
