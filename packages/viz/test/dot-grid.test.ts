import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDotGrid, drawEllipse, fitViewport, NOBODY, VizError, type DotGrid } from '../src/index.ts'

/** The places of all dots set, read back from the braille characters by their Unicode definition. */
function dotsOf(grid: DotGrid): string[] {
  const order = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
    [0, 3],
    [1, 3],
  ]
  return grid.text('braille').flatMap((line, row) =>
    [...line].flatMap((character, column) => {
      const bits = character === ' ' ? 0 : character.codePointAt(0)! - 0x2800
      return order.filter((_, bit) => bits & (1 << bit)).map(([x, y]) => `${2 * column + x},${4 * row + y}`)
    }),
  )
}

describe('whole pictures', () => {
  const ellipse = (): DotGrid => {
    const grid = createDotGrid(24, 6)
    const viewport = fitViewport({ x: [-3, 3], y: [-3, 3] }, grid)
    drawEllipse({ center: [0, 0], semiMajor: 2.8, semiMinor: 1.2, rotation: 0 }, viewport, grid.pen(0))
    return grid
  }

  test('an ellipse in braille', () => {
    expect(ellipse().text('braille')).toEqual([
      '                        ',
      '         ⣀⣀⣀⣀⣀⣀         ',
      '      ⡠⠊⠉      ⠉⠑⢄      ',
      '      ⠑⢄⣀      ⣀⡠⠊      ',
      '         ⠉⠉⠉⠉⠉⠉         ',
      '                        ',
    ])
  })

  test('in quarter blocks', () => {
    expect(ellipse().text('block')).toEqual([
      '                        ',
      '         ▄▄▄▄▄▄         ',
      '      ▄▀▀      ▀▀▄      ',
      '      ▀▄▄      ▄▄▀      ',
      '         ▀▀▀▀▀▀         ',
      '                        ',
    ])
  })

  test('in ASCII', () => {
    expect(ellipse().text('ascii')).toEqual([
      '                        ',
      '         ......         ',
      "      .''      ''.      ",
      "      '..      ..'      ",
      "         ''''''         ",
      '                        ',
    ])
  })

  test('a falling line', () => {
    const grid = createDotGrid(10, 3)
    const pen = grid.pen(0)
    pen.moveTo(0, 0)
    pen.lineTo(20, 12)
    expect(grid.text('braille')).toEqual(['⠉⠢⢄⡀      ', '   ⠈⠒⠤⡀   ', '      ⠈⠑⠢⣀'])
  })

  test('every ASCII shape', () => {
    const grid = createDotGrid(7, 1)
    const rowsOfCell = [[0], [1], [3], [0, 3], [0, 1, 2, 3], [1, 2], []]
    rowsOfCell.forEach((rows, column) => rows.forEach((row) => grid.dot(2 * column, row, 0)))
    expect(grid.text('ascii')).toEqual(["'-.:|- "])
  })
})

describe('lines', () => {
  const coordinate = fc.integer({ min: 0, max: 39_999 }).map((thousandths) => thousandths / 1000)
  const place = fc.tuple(coordinate, coordinate)

  test('have one dot a step from end to end, without gaps, and only dots that the true line runs through', () => {
    fc.assert(
      fc.property(place, place, ([x0, y0], [x1, y1]) => {
        const [dx, dy] = [x1 - x0, y1 - y0]
        const length = Math.hypot(dx, dy)
        fc.pre(length > 1)
        const grid = createDotGrid(20, 10)
        const pen = grid.pen(0)
        pen.moveTo(x0, y0)
        pen.lineTo(x1, y1)
        const dots = dotsOf(grid)
          .map((dot) => dot.split(',').map(Number))
          .sort(([xa, ya], [xb, yb]) => (xa - xb) * dx + (ya - yb) * dy)
        for (const [x, y] of dots) {
          // A square that the line crosses has its middle at most half a diagonal away.
          const off = Math.abs((x + 0.5 - x0) * dy - (y + 0.5 - y0) * dx) / length
          expect(off).toBeLessThan(Math.SQRT1_2 + 1e-9)
        }
        for (const [i, [x, y]] of dots.slice(1).entries()) {
          expect(Math.max(Math.abs(x - dots[i][0]), Math.abs(y - dots[i][1]))).toBe(1)
        }
        const [from, to] = Math.abs(dx) >= Math.abs(dy) ? [x0, x1] : [y0, y1]
        expect(dots.length).toBe(Math.abs(Math.floor(to) - Math.floor(from)) + 1)
        expect(Math.hypot(dots[0][0] + 0.5 - x0, dots[0][1] + 0.5 - y0)).toBeLessThan(1.6)
        expect(Math.hypot(dots.at(-1)![0] + 0.5 - x1, dots.at(-1)![1] + 0.5 - y1)).toBeLessThan(1.6)
      }),
    )
  })

  test('from far outside cost nothing and show the part inside', () => {
    const grid = createDotGrid(4, 1)
    const pen = grid.pen(0)
    pen.moveTo(-1e12, 1.5)
    pen.lineTo(1e12, 1.5)
    expect(grid.text('braille')).toEqual(['⠒⠒⠒⠒'])
  })

  test('that miss the grid leave it blank', () => {
    const grid = createDotGrid(4, 2)
    const pen = grid.pen(0)
    for (const [x0, y0, x1, y1] of [
      [-5, -1, 20, -1],
      [9, 0, 9, 8],
      [-10, 5, 5, -10],
      [8, 9, 20, 30],
    ]) {
      pen.moveTo(x0, y0)
      pen.lineTo(x1, y1)
      pen.closePath()
    }
    expect(grid.text('braille')).toEqual(['    ', '    '])
  })
})

describe('owners', () => {
  test('the last to draw into a cell owns it, and runs join neighbours of one owner', () => {
    const grid = createDotGrid(6, 1)
    const first = grid.pen(0)
    first.moveTo(0, 0)
    first.lineTo(7.5, 0)
    const second = grid.pen(1)
    second.moveTo(6, 3.5)
    second.lineTo(9, 3.5)
    expect(grid.runs('braille')).toEqual([
      [
        { text: '⠉⠉⠉', owner: 0 },
        { text: '⣉⣀', owner: 1 },
        { text: ' ', owner: NOBODY },
      ],
    ])
  })

  test('dots drawn after a glyph take its place, dots before it do not show through', () => {
    const grid = createDotGrid(1, 1)
    grid.dot(0, 0, 0)
    grid.stamp(0, 0, '▲', 1)
    grid.dot(1, 0, 2)
    expect(grid.runs('braille')).toEqual([[{ text: '⠈', owner: 2 }]])
  })

  test('a glyph stands over the dots of its cell', () => {
    const grid = createDotGrid(3, 1)
    grid.dot(2, 1, 0)
    grid.stamp(3.9, 3.9, '▲', 1)
    grid.stamp(6, 0, '●', 2)
    grid.stamp(-0.1, 0, '●', 2)
    expect(grid.runs('ascii')).toEqual([
      [
        { text: ' ', owner: NOBODY },
        { text: '▲', owner: 1 },
        { text: ' ', owner: NOBODY },
      ],
    ])
  })
})

test.each([0, -1, 1.5, NaN])('%s columns are refused', (columns) => {
  expect(() => createDotGrid(columns, 3)).toThrow(VizError)
  expect(() => createDotGrid(3, columns)).toThrow(VizError)
})
