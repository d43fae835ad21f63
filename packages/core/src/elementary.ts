/** exp and log, as an engine needs them. */
export interface Elementary {
  exp(x: number): number
  log(x: number): number
}

/*
 * exp and log out of nothing but + − × ÷ and bit patterns, which IEEE 754 rounds the same everywhere, so that a fit can
 * have equal bits on every machine (the platform's own may differ in the last place). Both within 1 ulp. Range
 * reduction and coefficients are those of FreeBSD's msun (Sun Microsystems 1993, e_exp.c and e_log.c).
 */

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10

const bits = new DataView(new ArrayBuffer(8))

/** eˣ = 2ᵏ eʳ with |r| ≤ ln 2 / 2, eʳ = 1 + r + r c / (2 − c), c = r − r² P(r²). */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x
  if (x < -745.2) return 0
  const k = Math.round(x / Math.LN2)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const t = r * r
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  const y = 1 - (low - (r * c) / (2 - c) - high)
  return k > -1022
    ? k === 1024
      ? y * 2 * powerOfTwo(1023)
      : y * powerOfTwo(k)
    : y * powerOfTwo(k + 200) * powerOfTwo(-200)
}

/** log x = k ln 2 + log(1 + f) with √½ < 1 + f < √2, log(1 + f) from s = f / (2 + f). */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return Infinity
  const scaled = x < 2 ** -1022 ? x * 2 ** 54 : x
  bits.setFloat64(0, scaled)
  const word = bits.getUint32(0)
  let k = (word >>> 20) - 1023 - (scaled === x ? 0 : 54)
  // The fraction, brought between 1 and 2; the upper part of it is halved.
  bits.setUint32(0, (word & 0xfffff) | 0x3ff00000)
  let fraction = bits.getFloat64(0)
  if (fraction > Math.SQRT2) {
    fraction /= 2
    k += 1
  }
  const f = fraction - 1
  const s = f / (2 + f)
  const z = s * s
  const r =
    z *
    (6.66666666666673513e-1 +
      z *
        (3.999999999940941908e-1 +
          z *
            (2.857142874366239149e-1 +
              z *
                (2.222219843214978396e-1 +
                  z * (1.818357216161805012e-1 + z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))))
  const half = (f * f) / 2
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f)
}

/** 2ᵏ for −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

export const portable: Elementary = { exp, log }
