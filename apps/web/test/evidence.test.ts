import { em, GaussianMixture, monotonicityTolerance, type MonotoneEvidence } from '@mixtura/core'
import { createSession } from '@mixtura/session'
import { manualClock } from '@mixtura/session/testing'
import { expect, test } from 'vitest'
import { evidenceOf } from '../src/lib/evidence.ts'
import { presetData } from '../src/lib/preset-data.ts'
import { en } from '../src/strings/en.ts'
import { fr } from '../src/strings/fr.ts'

/** All there can be: some, one or none of each. */
const evidences = [0, 21].flatMap((rose) =>
  [0, 1, 2].flatMap((level) =>
    [[], [4], [4, 9]].flatMap((falls) =>
      [[], [5], [1, 20]].map((lowered): MonotoneEvidence => ({
        of: rose + level + falls.length + lowered.length,
        rose,
        level,
        falls,
        lowered,
      })),
    ),
  ),
)

test.each([en, fr])('whatever the gains were is said, and only falls without cause are red: $locale', ({ lml }) => {
  for (const evidence of evidences) {
    const { rose, of, level, falls, lowered } = evidence
    const { text, verdict } = evidenceOf(evidence, lml)
    expect(text).toContain(lml.rose(rose, of))
    expect(text.includes(lml.level(level))).toBe(level > 0)
    for (const iteration of [...falls, ...lowered]) expect(text).toContain(String(iteration))
    expect(verdict).toBe(falls.length > 0 ? 'broken' : lowered.length > 0 ? 'not-claimed' : 'kept')
  }
})

test.each([en, fr])('the tolerance that is stated is the one that counts: $locale', ({ lml }) => {
  expect(lml.tolerance).toContain(`${monotonicityTolerance(0).toExponential(0)} · max(1, |LML|)`)
  expect(monotonicityTolerance(-5)).toBeCloseTo(5 * monotonicityTolerance(0), 20)
})

const troubled = ['duplicated-points', 'three-students', 'unequal-sizes'] as const
const policies = ['regularize', 'reseed', 'drop'] as const

test.each(troubled.flatMap((preset) => policies.map((onCollapse) => [preset, onCollapse] as const)))(
  'page and report count alike, and blame no repair on EM: %s, %s',
  async (preset, onCollapse) => {
    const { dataset } = presetData(preset, 60, 12)
    for (const regularization of [0, 0.01]) {
      const options = { onCollapse, regularization, maxIterations: 60 }
      const report = GaussianMixture.fit(dataset, { components: 4, ...options })
      const [start] = em(dataset, { components: 4, ...options })
      const session = createSession({ dataset, initialModel: start!.model, options, clock: manualClock() })
      while (session.getSnapshot().stopReason === undefined && !session.getSnapshot().error) await session.step()
      const { monotone, run } = session.getSnapshot()
      expect(monotone).toEqual(report.monotone)
      expect(monotone.of).toBe(run.frames.length - 1)
      expect(evidenceOf(monotone, en.lml).verdict).not.toBe('broken')
    }
  },
)
