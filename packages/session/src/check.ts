import {
  checkFixed,
  checkOptions,
  emOptionChecks,
  initialize,
  MixturaError,
  type Dataset,
  type EmOptions,
  type EStepEngine,
} from '@mixtura/core'
import type { RunStart } from './run-record.ts'
import { speeds, type NewStart, type Speed } from './types.ts'

/** Refuses what EM could not start from. @throws MixturaError on the model, the options, or the data set for them */
export function checkStart(dataset: Dataset, { model, events = [], options }: NewStart): RunStart {
  const checked = checkOptions<EmOptions>(options, emOptionChecks)
  checkFixed(checked, model.componentCount)
  const { covariance, regularization } = checked
  initialize(dataset, { components: model.componentCount, init: model, covariance, regularization })
  return { model, events, options: checked }
}

/** @throws MixturaError `bad-option` */
export function checkEngine(dataset: Dataset, engine: EStepEngine): EStepEngine {
  if (engine.sampleCount === dataset.sampleCount && engine.dimension === dataset.dimension) return engine
  throw new MixturaError('bad-option', {
    cause: `The engine ${engine.name} holds ${engine.sampleCount} × ${engine.dimension} values, the data set ${dataset.sampleCount} × ${dataset.dimension}.`,
    value: engine,
    remedy: 'Give an engine that is bound to this data set.',
  })
}

/** @throws MixturaError `bad-option` */
export function checkSpeed(speed: Speed): Speed {
  if (speeds.includes(speed)) return speed
  throw new MixturaError('bad-option', {
    cause: `The speed is ${speed}.`,
    value: speed,
    remedy: `Choose one of ${speeds.join(', ')}.`,
  })
}

/** @throws MixturaError `bad-option` */
export function checkCursor(cursor: number): number {
  if (Number.isInteger(cursor)) return cursor
  throw new MixturaError('bad-option', {
    cause: `The cursor is ${cursor}.`,
    value: cursor,
    remedy: 'Give a whole number of half-steps.',
  })
}

/** What stopped an E-step, with a code: engines may also fail for reasons of their own. */
export function asMixturaError(problem: unknown, engine: EStepEngine): MixturaError {
  if (problem instanceof MixturaError) return problem
  const reason = (problem instanceof Error ? problem.message : String(problem)).replace(/\.$/, '')
  return new MixturaError('engine-failed', {
    cause: `The engine ${engine.name} failed: ${reason}.`,
    value: problem,
    remedy: 'Try again, or choose another engine.',
  })
}
