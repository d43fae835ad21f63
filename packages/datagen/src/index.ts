/** @module @mixtura/datagen */

export { threeStudents } from './three-students.ts'
export { sampleMixture, type DrawOptions, type LabelledPoints, type MixtureSample } from './sample-mixture.ts'
export type { Mixture, MixtureInput } from './mixture.ts'
export { contaminate, type Box, type Contaminated, type ContaminateOptions } from './contaminate.ts'
export { oldFaithful } from './data/old-faithful.ts'
export { iris, type Iris } from './data/iris.ts'
export type { MeasuredData } from './data/measured.ts'
export { presetById, presets } from './presets.ts'
export type { Localized, Preset, PresetData, PresetDescription, PresetId } from './presets/preset.ts'
export { DatagenError, type DatagenErrorCode } from './errors.ts'
