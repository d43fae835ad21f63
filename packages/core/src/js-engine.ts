import type { Dataset } from './dataset.ts'
import type { ScoringParameters, SyncEStepEngine } from './engine.ts'
import { densityUnderflow, weightedLogDensitiesInto } from './density.ts'
import type { Elementary } from './elementary.ts'
import { atOnce, type InParts } from './in-parts.ts'
import { createJsClustering } from './js-clustering.ts'
import { mirrorLowerTriangles } from './moments.ts'
import { SufficientStatistics } from './statistics.ts'

/** Rows summed together before their sums are added to the total: fixed, so that any division of work gives the same bits. */
const CHUNK_ROWS = 4096

/**
 * The E-step in plain JavaScript, bound to one data set: the reference that other engines are held to.
 *
 * @example
 * const engine = createJsEngine(Dataset.from([[0], [1], [9], [10]]))
 * const { model } = initialize([[0], [1], [9], [10]], { components: 2 })
 * const { effectiveCounts, lml } = engine.eStep(model.parameters)
 * [effectiveCounts[0].toFixed(6), lml === model.lml([[0], [1], [9], [10]])] // → [ '2.000000', true ]
 */
export function createJsEngine(dataset: Dataset, elementary: Elementary = Math): SyncEStepEngine {
  function* eStepInParts(scoring: ScoringParameters): InParts<SufficientStatistics> {
    const k = scoring.logConstants.length
    const form = scoring.form === 'triangular' ? 'full' : 'diagonal'
    const statistics = new SufficientStatistics(form, scoring.means, k)
    const chunk = new SufficientStatistics(form, scoring.means, k)
    for (let start = 0; start < dataset.sampleCount; start += CHUNK_ROWS) {
      if (start > 0) yield
      chunk.sums.fill(0)
      accumulate(dataset, start, Math.min(start + CHUNK_ROWS, dataset.sampleCount), scoring, elementary, chunk)
      statistics.add(chunk)
    }
    if (form === 'full') mirrorLowerTriangles(statistics)
    return statistics
  }
  return {
    name: 'js',
    sampleCount: dataset.sampleCount,
    dimension: dataset.dimension,
    weightTotal: dataset.weightTotal,
    clustering: createJsClustering(dataset),
    eStep: (scoring) => atOnce(eStepInParts(scoring)),
    eStepInParts,
  }
}

/** Adds rows [start, end) to `out`: density → log-sum-exp → responsibilities → moments, one row at a time. */
function accumulate(
  dataset: Dataset,
  start: number,
  end: number,
  scoring: ScoringParameters,
  { exp, log }: Elementary,
  out: SufficientStatistics,
): void {
  const { values, sampleWeights, dimension: d } = dataset
  const { effectiveCounts, firstMoments, secondMoments, componentCount: k } = out
  const full = out.form === 'full'
  const differences = new Float64Array(k * d)
  const logs = new Float64Array(k)
  const whitened = new Float64Array(d)
  let weightTotal = 0
  let logLikelihood = 0

  for (let row = start; row < end; row++) {
    const sampleWeight = sampleWeights === undefined ? 1 : sampleWeights[row]!
    weightedLogDensitiesInto(scoring, k, d, values, row * d, differences, whitened, logs)

    // log p(x) = max + log Σ exp(log density − max): no term overflows, the largest is 1.
    let largest = -Infinity
    for (let c = 0; c < k; c++) if (logs[c]! > largest) largest = logs[c]!
    let sum = 0
    for (let c = 0; c < k; c++) {
      const share = exp(logs[c]! - largest)
      logs[c] = share
      sum += share
    }
    if (!(sum >= 1)) throw densityUnderflow(row)
    weightTotal += sampleWeight
    logLikelihood += sampleWeight * (largest + log(sum))

    for (let c = 0; c < k; c++) {
      const r = (sampleWeight * logs[c]!) / sum
      if (r === 0) continue
      effectiveCounts[c]! += r
      const base = c * d
      for (let i = 0; i < d; i++) {
        const ri = r * differences[base + i]!
        firstMoments[base + i]! += ri
        if (full) {
          const to = (base + i) * d
          for (let j = 0; j <= i; j++) secondMoments[to + j]! += ri * differences[base + j]!
        } else {
          secondMoments[base + i]! += ri * differences[base + i]!
        }
      }
    }
  }
  out.weightTotal += weightTotal
  out.logLikelihood += logLikelihood
}
