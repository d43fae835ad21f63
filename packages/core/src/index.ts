/** @module @mixtura/core */

// First, so that in a bundle the kernels' text precedes the code, which compresses better when nothing so large divides it.
export { createWasmEngine } from './wasm-engine.ts'
export { Dataset, type DatasetOptions, type NumberArray, type Points } from './dataset.ts'
export { GaussianMixture, modelOf } from './mixture.ts'
export type { CovariancesInput, MatrixInput, MixtureInput, VectorInput } from './mixture-input.ts'
export {
  em,
  type Deadline,
  type FailedStart,
  type FitOptions,
  type FitResult,
  type Optimum,
  type StartOptions,
  type StartRecipe,
} from './fit.ts'
export { expectationMaximization, runEm, runEmAsync, type EmRequest, type Start } from './em.ts'
export { accelerationNames, type AccelerationName } from './acceleration.ts'
export { hasFallen, monotonicityTolerance, type Frame, type StopReason } from './frame.ts'
export { intoStructure } from './into-structure.ts'
export { spuriousComponents, type SpuriousComponent } from './spurious.ts'
export { noEvidence, withFrame, type MonotoneEvidence } from './monotone.ts'
export { initialize, type Init, type InitializeOptions } from './initialize.ts'
export {
  kMeans,
  kMeansSteps,
  type KMeansOptions,
  type KMeansRepair,
  type KMeansResult,
  type KMeansStep,
  type KMeansStepOptions,
} from './kmeans.ts'
export {
  maximize,
  type CollapsePolicy,
  type FixedParameters,
  type Intervention,
  type MaximizeOptions,
  type Maximized,
} from './maximize.ts'
export { completeDataLogLikelihood, qFunction } from './objective.ts'
export { accuracy, adjustedRandIndex, confusionMatrix, matchLabels } from './compare.ts'
export { emOptionChecks, checkFixed, checkOptions, type EmOptions, type OptionChecks } from './options.ts'
export type { EStepEngine, ScoringParameters, SyncEStepEngine } from './engine.ts'
export { createEngine, type EngineName, type EngineOptions } from './bind.ts'
export { createJsEngine } from './js-engine.ts'
export type { WasmOptions } from './wasm-rows.ts'
export type { Assignment, Clustering } from './clustering.ts'
export { SufficientStatistics, type MomentForm } from './statistics.ts'
export type { MixtureParameters } from './parameters.ts'
export type { Regression } from './conditional.ts'
export type { MixtureJSON } from './mixture-json.ts'
export {
  selectModel,
  type Candidate,
  type Overruled,
  type Criterion,
  type Selection,
  type SelectOptions,
} from './select-model.ts'
export type { CriterionOptions, SampleSize, SampleSizeWarning } from './sample-size.ts'
export type { FlatSample, FlatSampleOptions, MixtureSample, SampleOptions } from './sample.ts'
export {
  covarianceNames,
  covarianceParameterCount,
  familyNames,
  familyOf,
  type CovarianceAlias,
  type CovarianceName,
  type FamilyName,
} from './structures/structures.ts'
export { MixturaError, type ErrorCode } from './errors.ts'
export type { Abortable, MaybePromise } from './host.ts'
