/** Numbers in a piece: cheap to keep while any of its arrays is kept. */
const PIECE = 1024
/** Numbers of the longest array that is cut from one. */
const LONGEST = 64

let piece = new ArrayBuffer(0)
let used = 0

/**
 * An array of zeros for what stays within the M-step and its models. Engines take ten times as long to make an array of
 * its own of more than a few numbers as to cut it from a larger piece; for few components in few dimensions that is what
 * most of an M-step's time would go to.
 */
export function allocate(length: number): Float64Array {
  if (length > LONGEST) return new Float64Array(length)
  const bytes = 8 * length
  if (used + bytes > piece.byteLength) {
    piece = new ArrayBuffer(8 * PIECE)
    used = 0
  }
  used += bytes
  return new Float64Array(piece, used - bytes, length)
}
