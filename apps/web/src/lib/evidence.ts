import type { MonotoneEvidence } from '@mixtura/core'
import type { Strings } from '../strings/en.ts'

/** What a run's gains say of EM's promise: kept, not claimed because something else was at work, or broken. */
export interface Evidence {
  readonly verdict: 'kept' | 'not-claimed' | 'broken'
  readonly text: string
}

/** The count of a run's gains in words; beside rises only as far as there is anything else. */
export function evidenceOf({ of, rose, level, falls, lowered }: MonotoneEvidence, words: Strings['lml']): Evidence {
  const parts = [words.rose(rose, of)]
  if (level > 0) parts.push(words.level(level))
  if (lowered.length > 0) parts.push(words.lowered(lowered.join(', ')))
  if (falls.length > 0) parts.push(words.fell(falls.join(', ')))
  const verdict = falls.length > 0 ? 'broken' : lowered.length > 0 ? 'not-claimed' : 'kept'
  return { verdict, text: parts.join(' · ') }
}
