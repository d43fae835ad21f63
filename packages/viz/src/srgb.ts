/**
 * The sRGB transfer function (IEC 61966-2-1) as two tables, since three powers a pixel would be most of the cost of a blend:
 * `floor[i]` is the byte at linear i / STEPS, `thresholds[b]` the linear light from which on a value rounds to b.
 */
export interface Transfer {
  readonly floor: Uint8Array
  readonly thresholds: Float64Array
}

/** At the dark end a byte is 1 / 3295 of linear light: a step holds at most one threshold. */
const STEPS = 4096

export function createTransfer(): Transfer {
  const thresholds = Float64Array.from({ length: 257 }, (_, byte) => {
    const encoded = (byte - 0.5) / 255
    return encoded > 0.04045 ? ((encoded + 0.055) / 1.055) ** 2.4 : encoded / 12.92
  })
  thresholds[256] = Infinity
  let byte = 0
  const floor = Uint8Array.from({ length: STEPS + 1 }, (_, i) => {
    while (thresholds[byte + 1] <= i / STEPS) byte++
    return byte
  })
  return { floor, thresholds }
}

/** Linear light to the nearest byte, clipped to what sRGB shows. */
export function byteOf(linear: number, { floor, thresholds }: Transfer): number {
  const byte = floor[(Math.min(Math.max(linear, 0), 1) * STEPS) | 0]
  return linear >= thresholds[byte + 1] ? byte + 1 : byte
}
