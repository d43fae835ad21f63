import { createBlender, hexOf } from './blend.ts'
import { checkLength } from './check.ts'
import { entropies } from './entropy.ts'
import { VizError } from './errors.ts'
import type { Rows } from './gaussian.ts'
import { neutrals, type ComponentStyle, type Glyph, type Theme } from './palette.ts'

/** How one data point is drawn. */
export interface StoneLook {
  readonly colour: string
  readonly glyph: Glyph
  /** 1 for a point that certainly belongs to one component, 0.6 for one that is quite undecided. */
  readonly size: number
}

/**
 * Points seen through an E-step: colours blended by responsibility, the glyph of the largest, smaller the less decided.
 *
 * @param responsibilities N × K, rows summing to 1
 */
export function looksOfResponsibilities(responsibilities: Rows, styles: readonly ComponentStyle[]): StoneLook[] {
  const flat = new Float64Array(responsibilities.length * styles.length)
  for (let i = 0; i < responsibilities.length; i++) {
    checkLength(responsibilities[i], styles.length, 'a row of responsibilities')
    flat.set(Array.from(responsibilities[i]), i * styles.length)
  }
  const bytes = new Uint8ClampedArray(4 * responsibilities.length)
  createBlender(styles.map(({ colour }) => colour))(flat, bytes)
  const undecided = entropies(flat, styles.length)
  return Array.from(responsibilities, (row, i) => ({
    colour: hexOf(bytes, 4 * i),
    glyph: styles[largestOf(row)].glyph,
    size: 1 - 0.4 * undecided[i],
  }))
}

/** Points with a known component each. */
export function looksOfLabels(labels: ArrayLike<number>, styles: readonly ComponentStyle[]): StoneLook[] {
  return Array.from(labels, (label) => {
    if (styles[label] === undefined) {
      throw new VizError('out-of-range', {
        cause: `There is no component ${label}.`,
        value: label,
        remedy: `Give labels from 0 to ${styles.length - 1}.`,
      })
    }
    return { colour: styles[label].colour, glyph: styles[label].glyph, size: 1 }
  })
}

/** Points before any E-step. */
export function looksOfNobody(count: number, theme: Theme): StoneLook[] {
  const look: StoneLook = { colour: neutrals[theme].stone, glyph: '●', size: 1 }
  return Array.from({ length: count }, () => look)
}

function largestOf(row: ArrayLike<number>): number {
  let best = 0
  for (let k = 1; k < row.length; k++) if (row[k] > row[best]) best = k
  return best
}
