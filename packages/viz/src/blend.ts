import { convertRgbToOklab, parseHex } from 'culori/fn'
import { checkFinite } from './check.ts'
import { VizError } from './errors.ts'
import { byteOf, createTransfer, type Transfer } from './srgb.ts'

/**
 * Mixes K colours by weights in OKLab, where equal shares look equal (B. Ottosson, bottosson.github.io/posts/oklab).
 *
 * @param colours K as `#rgb` or `#rrggbb`
 * @param weights K of at least 0, not all 0; their proportions count
 * @returns `#rrggbb`
 * @throws VizError `bad-dimension`, `not-a-number`, `out-of-range`, `bad-colour`
 */
export function blend(colours: readonly string[], weights: ArrayLike<number>): string {
  checkFinite(weights, 'weights')
  const total = Array.from(weights).reduce((sum, weight) => (weight < 0 ? NaN : sum + weight), 0)
  if (!(total > 0)) {
    throw new VizError('out-of-range', {
      cause: `Weights ${Array.from(weights).join(', ')} mix no colour.`,
      value: weights,
      remedy: 'Give weights of at least 0, one of them above.',
    })
  }
  const bytes = new Uint8ClampedArray(4)
  createBlender(colours)(
    Array.from(weights, (weight) => weight / total),
    bytes,
  )
  return hexOf(bytes, 0)
}

/** Colours N rows of responsibilities (N · K, row-major) into RGBA bytes (4 · N, opaque), as ImageData keeps them. */
export type Blender = (responsibilities: ArrayLike<number>, out: Uint8ClampedArray) => void

/**
 * A blender for one palette: its colours are converted once, each row then costs K multiply-adds and one conversion.
 * Rows must sum to 1, as responsibilities do. Blends outside sRGB are clipped.
 *
 * @throws VizError `bad-colour`; the blender: `bad-dimension`, `not-a-number`
 */
export function createBlender(colours: readonly string[]): Blender {
  const count = colours.length
  const palette = Float64Array.from(colours.flatMap(oklabOf))
  const transfer = createTransfer()

  return (responsibilities, out) => {
    const rows = out.length / 4
    if (responsibilities.length !== rows * count) {
      throw new VizError('bad-dimension', {
        cause: `${responsibilities.length} responsibilities cannot colour ${rows} pixels with ${count} colours each.`,
        value: responsibilities.length,
        remedy: 'Give N · K responsibilities, row-major, and 4 · N bytes.',
      })
    }
    checkFinite(responsibilities, 'responsibilities')
    for (let i = 0, r = 0; i < out.length; i += 4) {
      let [l, a, b] = [0, 0, 0]
      for (let k = 0; k < palette.length; k += 3, r++) {
        const weight = responsibilities[r]
        l += weight * palette[k]
        a += weight * palette[k + 1]
        b += weight * palette[k + 2]
      }
      writeRgb(l, a, b, transfer, out, i)
    }
  }
}

/** Three bytes as `#rrggbb`. */
export function hexOf(bytes: Uint8ClampedArray, at: number): string {
  return `#${((bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]).toString(16).padStart(6, '0')}`
}

function oklabOf(colour: string): [l: number, a: number, b: number] {
  const rgb = parseHex(colour)
  if (rgb === undefined) {
    throw new VizError('bad-colour', {
      cause: `“${colour}” is not a colour in hexadecimal.`,
      value: colour,
      remedy: 'Write it as #rrggbb.',
    })
  }
  const { l, a, b } = convertRgbToOklab(rgb)
  return [l, a, b]
}

/** OKLab to opaque sRGB bytes: culori's conversion, to the last digit of its matrices, without its objects. */
function writeRgb(l: number, a: number, b: number, transfer: Transfer, out: Uint8ClampedArray, at: number): void {
  const long = l + 0.3963377773761749 * a + 0.2158037573099136 * b
  const medium = l - 0.1055613458156586 * a - 0.0638541728258133 * b
  const short = l - 0.0894841775298119 * a - 1.2914855480194092 * b
  const long3 = long * long * long
  const medium3 = medium * medium * medium
  const short3 = short * short * short
  out[at] = byteOf(4.0767416360759574 * long3 - 3.3077115392580616 * medium3 + 0.2309699031821044 * short3, transfer)
  out[at + 1] = byteOf(
    -1.2684379732850317 * long3 + 2.6097573492876887 * medium3 - 0.3413193760026573 * short3,
    transfer,
  )
  out[at + 2] = byteOf(
    -0.0041960761386756 * long3 - 0.7034186179359362 * medium3 + 1.7076146940746117 * short3,
    transfer,
  )
  out[at + 3] = 255
}
