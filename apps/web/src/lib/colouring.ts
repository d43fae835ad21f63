import { createBlender, entropies, type ComponentStyle, type Glyph } from '@mixtura/viz'

/** How each stone looks under one E-step. */
export interface Colouring {
  /** 4 · N: its colour, the blend of the components' by its responsibilities. */
  readonly rgba: Uint8ClampedArray
  /** N: the component most likely to have thrown it. */
  readonly owners: Uint8Array
  /** K: the mark of each component. */
  readonly glyphs: readonly Glyph[]
  /** N: 0 decided … 1 undecided. */
  readonly doubts: Float64Array
}

/** 4 · N: the blend of the components' colours by the responsibilities (N · K, row-major) of each stone. */
export function blendOf(responsibilities: ArrayLike<number>, styles: readonly ComponentStyle[]): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray((4 * responsibilities.length) / styles.length)
  createBlender(styles.map((style) => style.colour))(responsibilities, rgba)
  return rgba
}

/** @param responsibilities N · K, row-major */
export function colour(responsibilities: ArrayLike<number>, styles: readonly ComponentStyle[]): Colouring {
  const k = styles.length
  const n = responsibilities.length / k
  const owners = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    for (let c = 1; c < k; c++) if (responsibilities[i * k + c]! > responsibilities[i * k + owners[i]!]!) owners[i] = c
  }
  return {
    rgba: blendOf(responsibilities, styles),
    owners,
    glyphs: styles.map(({ glyph }) => glyph),
    doubts: entropies(responsibilities, k),
  }
}
