import type { Neutrals, Viewport } from '@mixtura/viz'
import type { Stones } from './paint-stones.ts'

/** More stones than this are dots: glyphs would take longer than a frame, and cover each other. */
export const MANY = 20_000

/** Paints every stone as a square of a few pixels, straight into the picture; grey where no colours are given. */
export function paintDots(
  context: CanvasRenderingContext2D,
  { dataset, axes }: Pick<Stones, 'dataset' | 'axes'>,
  rgba: Uint8ClampedArray | undefined,
  { width, height, center, scale }: Viewport,
  { stone }: Neutrals,
): void {
  const { values, dimension, sampleCount } = dataset
  const ratio = context.canvas.width / width
  const side = Math.max(1, Math.round(1.5 * ratio))
  const { width: across, height: down } = context.canvas
  const image = context.createImageData(across, down)
  const pixels = new Uint32Array(image.data.buffer)
  const opaque = 255 << 24
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(stone.slice(at, at + 2), 16))
  const grey = red! | (green! << 8) | (blue! << 16)
  for (let i = 0; i < sampleCount; i++) {
    const x = Math.round((width / 2 + (values[i * dimension + axes[0]]! - center[0]) * scale[0]) * ratio)
    const y = Math.round((height / 2 - (values[i * dimension + axes[1]]! - center[1]) * scale[1]) * ratio)
    if (x < 0 || y < 0 || x + side > across || y + side > down) continue
    const at = 4 * i
    const colour = rgba ? rgba[at]! | (rgba[at + 1]! << 8) | (rgba[at + 2]! << 16) : grey
    // A call of `fill` would take longer than so few pixels.
    for (let row = y * across; row < (y + side) * across; row += across) {
      for (let pixel = row + x; pixel < row + x + side; pixel++) pixels[pixel] = colour | opaque
    }
  }
  context.putImageData(image, 0, 0)
}
