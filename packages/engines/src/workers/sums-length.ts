import type { ScoringParameters } from '@mixtura/core'

/** How many sums `SufficientStatistics` has for such a model: 2 + K + KD + KD², or 2 + K + 2KD for the diagonal form. */
export function sumsLength({ form, logConstants, means }: ScoringParameters): number {
  const k = logConstants.length
  const second = form === 'diagonal' ? means.length : (means.length * means.length) / k
  return 2 + k + means.length + second
}
