import type { Matrix } from 'ml-matrix'
import { blockMatrix, compose, geometricMean, rotatedDiagonal, symmetricEigen } from './eigen.ts'
import { diagonals, repeatBlock, scaleBlocks, share, sumBlocks, total, type Scatter } from './scatter.ts'

/*
 * Structures Σₖ = λₖ C in which the volume λₖ differs and something of unit determinant is shared. λ and the shared
 * part are maximised in turn, starting from the volumes before, so that no step lowers the likelihood; a few rounds
 * are enough (Celeux & Govaert 1995, sections 3.1.2, 3.2.2 and 3.2.3).
 */

/** Rounds end when no volume moves by more than this share of itself. */
const ROUND_TOLERANCE = 1e-12
const MOST_ROUNDS = 100

/** VEI: λₖ B with B diagonal. K × D. */
export function variableVolumeDiagonal(s: Scatter, before: Float64Array | undefined): Float64Array {
  const { componentCount: k, dimension: d } = s
  const scatter = diagonals(s)
  const { volumes, shared } = alternate(s, before, {
    sharedFrom: (inverseVolumes) => unitProduct(sumBlocks(scaleBlocks(scatter, inverseVolumes), k)),
    traceWith: (shape, c) => traceRatio(scatter, c * d, shape),
  })
  return scaleBlocks(repeatBlock(shared, k), volumes)
}

/** VEE: λₖ C with C any unit-determinant matrix. K × D × D. */
export function variableVolumeFull(s: Scatter, before: Float64Array | undefined): Float64Array {
  const { componentCount: k, dimension: d, scatter } = s
  const { volumes, shared } = alternate(s, before, {
    sharedFrom: (inverseVolumes) => {
      const pooled = blockMatrix(sumBlocks(scaleBlocks(scatter, inverseVolumes), k), 0, d)
      const { values, vectors } = symmetricEigen(pooled)
      return { values: unitProduct(values), vectors }
    },
    traceWith: ({ values, vectors }, c) => traceRatio(rotatedDiagonal(blockMatrix(scatter, c, d), vectors), 0, values),
  })
  return scaleBlocks(repeatBlock(compose(shared.vectors, shared.values), k), volumes)
}

/** VEV: λₖ Dₖ A Dₖᵀ with Dₖ the eigenvectors of Sₖ and the shape A shared. K × D × D. */
export function variableVolumeRotated(s: Scatter, before: Float64Array | undefined): Float64Array {
  const { componentCount: k, dimension: d } = s
  const axes = eigenOfEach(s)
  const spectra = Float64Array.from(axes.flatMap(({ values }) => values))
  const { volumes, shared } = alternate(s, before, {
    sharedFrom: (inverseVolumes) => unitProduct(sumBlocks(scaleBlocks(spectra, inverseVolumes), k)),
    traceWith: (shape, c) => traceRatio(spectra, c * d, shape),
  })
  const blocks = axes.map(({ vectors }) => compose(vectors, shared))
  return scaleBlocks(Float64Array.from(blocks.flatMap((block) => Array.from(block))), volumes)
}

/** EEV: λ Dₖ A Dₖᵀ; the mean spectrum in each component's own axes, without iteration. K × D × D. */
export function equalSpectrumRotated(s: Scatter): Float64Array {
  const axes = eigenOfEach(s)
  const spectrum = sumBlocks(Float64Array.from(axes.flatMap(({ values }) => values)), s.componentCount)
  const n = total(s.counts)
  return Float64Array.from(
    axes.flatMap(({ vectors }) =>
      Array.from(
        compose(
          vectors,
          spectrum.map((value) => value / n),
        ),
      ),
    ),
  )
}

interface Parts<Shared> {
  /** The best unit-determinant part for these 1/λₖ. */
  sharedFrom(inverseVolumes: Float64Array): Shared
  /** tr(Sₖ C⁻¹). */
  traceWith(shared: Shared, component: number): number
}

function alternate<Shared>(
  { componentCount: k, dimension: d, counts }: Scatter,
  before: Float64Array | undefined,
  { sharedFrom, traceWith }: Parts<Shared>,
): { volumes: Float64Array; shared: Shared } {
  let volumes = before ?? new Float64Array(k).fill(1)
  for (let round = 0; ; round++) {
    const shared = sharedFrom(volumes.map((volume) => share(1, volume)))
    const next = volumes.map((_, c) => share(traceWith(shared, c), counts[c]! * d))
    const moved = next.some((volume, c) => Math.abs(volume - volumes[c]!) > ROUND_TOLERANCE * volume)
    volumes = next
    if (!moved || round === MOST_ROUNDS) return { volumes, shared }
  }
}

/** Eigenvalues are cut at 0: what rounding makes negative is a singular scatter, and shown as one. */
function eigenOfEach({ componentCount: k, dimension: d, scatter }: Scatter): { values: number[]; vectors: Matrix }[] {
  return Array.from({ length: k }, (_, c) => {
    const { values, vectors } = symmetricEigen(blockMatrix(scatter, c, d))
    return { values: values.map((value) => Math.max(0, value)), vectors }
  })
}

function unitProduct(values: ArrayLike<number>): Float64Array {
  const scale = geometricMean(values)
  return Float64Array.from(values, (value) => value / scale)
}

function traceRatio(values: ArrayLike<number>, offset: number, shape: ArrayLike<number>): number {
  let sum = 0
  for (let j = 0; j < shape.length; j++) sum += values[offset + j]! / shape[j]!
  return sum
}
