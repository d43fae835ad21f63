import { show } from './check.ts'
import { DatagenError } from './errors.ts'
import { twoMoons, twoRings } from './presets/curved.ts'
import { manyPoints, overlappingPair, separatedBlobs, threeStudents, unequalSizes } from './presets/gaussian.ts'
import { iris, oldFaithful } from './presets/measured.ts'
import type { Preset, PresetId } from './presets/preset.ts'
import { contaminatedStudents, duplicatedPoints } from './presets/troubled.ts'

/** Every data set there is to choose, in the order of a menu: what EM solves, what it fails on, what is large. */
export const presets: readonly Preset[] = [
  threeStudents,
  oldFaithful,
  iris,
  separatedBlobs,
  unequalSizes,
  overlappingPair,
  twoMoons,
  twoRings,
  duplicatedPoints,
  contaminatedStudents,
  manyPoints,
]

/** The preset with this id. @throws DatagenError `unknown-preset`, with the ids there are */
export function presetById(id: PresetId | (string & {})): Preset {
  const found = presets.find((preset) => preset.id === id)
  if (found) return found
  throw new DatagenError('unknown-preset', {
    cause: `There is no preset ${show(id)}.`,
    value: id,
    remedy: `The presets are ${presets.map((preset) => preset.id).join(', ')}.`,
  })
}
