import type { Neutrals, Viewport } from '@mixtura/viz'
import type { Stones } from './paint-stones.ts'

/** More stones than this are dots: glyphs would take longer than a frame, and cover each other. */
export const MANY = 20_000

/** Paints every stone as a square of a few pixels, straight into the picture. */
export function paintDots(
  context: CanvasRenderingContext2D,
  { dataset, axes, colouring }: Stones,
  { width, height, center, scale }: Viewport,
  { stone }: Neutrals,
): void {
  const { values, dimension, sampleCount } = dataset
  const ratio = context.canvas.width / width
  const side = Math.max(1, Math.round(1.5 * ratio))
  const image = context.createImageData(context.canvas.width, context.canvas.height)
  const pixels = new Uint32Array(image.data.buffer)
  const opaque = 255 << 24
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(stone.slice(at, at + 2), 16))
  const grey = red! | (green! << 8) | (blue! << 16)
  for (let i = 0; i < sampleCount; i++) {
    const x = Math.round((width / 2 + (values[i * dimension + axes[0]]! - center[0]) * scale[0]) * ratio)
    const y = Math.round((height / 2 - (values[i * dimension + axes[1]]! - center[1]) * scale[1]) * ratio)
    if (x < 0 || y < 0 || x + side > image.width || y + side > image.height) continue
    const at = 4 * i
    const colour = colouring
      ? colouring.rgba[at]! | (colouring.rgba[at + 1]! << 8) | (colouring.rgba[at + 2]! << 16)
      : grey
    for (let row = y; row < y + side; row++)
      pixels.fill(colour | opaque, row * image.width + x, row * image.width + x + side)
  }
  context.putImageData(image, 0, 0)
}
