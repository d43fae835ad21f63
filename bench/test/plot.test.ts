import { expect, test } from 'vitest'
import { plotSvg } from '../src/plot.ts'

const content = {
  title: 'Growth',
  xLabel: 'N',
  yLabel: 'ms',
  series: [
    {
      name: 'linear',
      points: [
        [1, 1],
        [100, 100],
        [10, 10],
      ],
    },
    {
      name: 'square',
      points: [
        [1, 1],
        [10, 100],
      ],
    },
  ],
} as const

function corners(svg: string): number[][][] {
  return [...svg.matchAll(/points="([^"]*)"/g)].map(([, points]) =>
    points.split(' ').map((pair) => pair.split(',').map(Number)),
  )
}

test('a power of the size is a straight line, its points in the order of their sizes', () => {
  const [[a, b, c]] = corners(plotSvg(content, 'light'))
  expect(b[0]).toBeCloseTo((a[0] + c[0]) / 2, 1)
  expect(b[1]).toBeCloseTo((a[1] + c[1]) / 2, 1)
  expect(a[0]).toBeLessThan(c[0])
})

test('equal numbers stand at equal places in every series', () => {
  const [linear, square] = corners(plotSvg(content, 'dark'))
  expect(square[0]).toEqual(linear[0])
  expect(square[1]).toEqual([linear[1][0], linear[2][1]])
})

test('themes differ in their paper', () => {
  expect(plotSvg(content, 'light')).not.toBe(plotSvg(content, 'dark'))
})
