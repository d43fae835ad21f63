import { Dataset, GaussianMixture, MixturaError, type FitOptions, type FitResult } from '@mixtura/core'
import { oldFaithful } from '@mixtura/datagen'
import { createWorkerPool, fitAsync, type FitAsyncResult } from '@mixtura/engines/workers'
import { IoError, parseTable, type Table } from '@mixtura/io'
import { createSession, type Clock, type Session } from '@mixtura/session'
import { ellipseOf } from '@mixtura/viz'
import { drawContour } from '@mixtura/viz/contours'
import { scatterSvg } from '@mixtura/viz/figures'

const options: FitOptions = { components: 2, covariance: 'VVV', init: 'kmeans', restarts: 3 }
const result: FitResult = GaussianMixture.fit(oldFaithful().points, options)
const means: number[][] = result.model.means.to2DArray()
const table: Table = parseTable('a,b\n1,2\n3,4\n')
export const session = (clock: Clock): Session =>
  createSession({ dataset: Dataset.from(oldFaithful().points), initialModel: result.model, clock })
export const isOurs = (error: unknown): boolean => error instanceof MixturaError || error instanceof IoError
export const ellipse = ellipseOf(means[0]!, result.model.covariances[0]!.to2DArray(), { mass: 0.95 })
export const fitted: Promise<FitAsyncResult> = fitAsync(means, {
  ...options,
  signal: undefined,
  pool: createWorkerPool(),
})
export const drawings = [drawContour, scatterSvg, table.rowCount]

// @ts-expect-error a covariance structure that there is none of
GaussianMixture.fit(means, { components: 2, covariance: 'VXV' })
