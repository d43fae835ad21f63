import type { MonotoneEvidence } from '@mixtura/core'

/**
 * `rose 44 of 44 times`, with what else it did: level to rounding, lowered by a ridge or a repair, or a fall, which is a bug.
 * Where it did, what counts as rounding is said.
 */
export function describeMonotone({ of, rose, level, falls, lowered }: MonotoneEvidence): string {
  const parts = [
    `rose ${rose} of ${of} times`,
    ...(level > 0 ? [`was level to rounding ${level} ${level === 1 ? 'time' : 'times'}`] : []),
    ...(lowered.length > 0 ? [`was lowered by a ridge or a repair at iteration ${lowered.join(', ')}`] : []),
    ...(falls.length > 0 ? [`fell at iteration ${falls.join(', ')}, which should not happen`] : []),
  ]
  return `${parts.join('; ')}${rose < of ? ' (rounding: 1e-12 · max(1, |LML|))' : ''}`
}
