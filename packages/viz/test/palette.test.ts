import { converter, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, wcagContrast } from 'culori'
import { describe, expect, test } from 'vitest'
import {
  asciiGlyphs,
  blend,
  componentStyles,
  glyphs,
  neutrals,
  sixColours,
  terminalColours,
  threeColours,
  VizError,
} from '../src/index.ts'

const toLinear = converter('lrgb')
const toRgb = converter('rgb')
const toOklab = converter('oklab')

type See = (colour: string) => string | ReturnType<typeof toRgb>

/** Machado's matrices hold for linear light; culori applies them to whatever it is given, so linear light it is. */
function through(filter: ReturnType<typeof filterDeficiencyProt>): See {
  return (colour) => {
    const { r, g, b } = toLinear(colour)!
    const seen = filter({ mode: 'rgb', r, g, b }) as { r: number; g: number; b: number }
    const clip = (value: number): number => Math.min(Math.max(value, 0), 1)
    return toRgb({ mode: 'lrgb', r: clip(seen.r), g: clip(seen.g), b: clip(seen.b) })
  }
}

const visions: [string, See][] = [
  ['normal', (colour) => colour],
  ['protan', through(filterDeficiencyProt(1))],
  ['deutan', through(filterDeficiencyDeuter(1))],
  ['tritan', through(filterDeficiencyTrit(1))],
]

/** Distance in OKLab, times 100. */
function distance(a: string, b: string, see: See): number {
  const [p, q] = [toOklab(see(a))!, toOklab(see(b))!]
  return 100 * Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b)
}

function smallestDistance(colours: readonly string[], see: See): number {
  return Math.min(...colours.flatMap((a, i) => colours.slice(i + 1).map((b) => distance(a, b, see))))
}

describe('three colours', () => {
  test('stand out from both papers: 3 to 1, as WCAG asks of graphics', () => {
    for (const colour of threeColours) {
      expect(wcagContrast(colour, neutrals.light.surface)).toBeGreaterThanOrEqual(3)
      expect(wcagContrast(colour, neutrals.dark.surface)).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(visions)('stay 16.7 apart under %s vision', (_, see) => {
    expect(smallestDistance(threeColours, see)).toBeGreaterThan(16.7)
  })

  test('each half-and-half blend stays 19 away from the third', () => {
    for (const [i, j, third] of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 2, 0],
    ]) {
      const mixed = blend([threeColours[i], threeColours[j]], [0.5, 0.5])
      expect(distance(mixed, threeColours[third], visions[0][1])).toBeGreaterThan(19)
    }
  })
})

describe.each(['light', 'dark'] as const)('six colours, %s', (theme) => {
  test('stand out from their paper', () => {
    for (const colour of sixColours[theme]) {
      expect(wcagContrast(colour, neutrals[theme].surface)).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(visions)('stay 11 apart under %s vision', (_, see) => {
    expect(smallestDistance(sixColours[theme], see)).toBeGreaterThan(11)
  })

  test('writing is readable on the paper, stones are visible and no component’s colour', () => {
    const { surface, ink, mutedInk, stone } = neutrals[theme]
    expect(wcagContrast(ink, surface)).toBeGreaterThan(7)
    expect(wcagContrast(mutedInk, surface)).toBeGreaterThan(4.5)
    expect(wcagContrast(stone, surface)).toBeGreaterThanOrEqual(3)
    expect(toOklab(stone)!.a ** 2 + toOklab(stone)!.b ** 2).toBeLessThan(0.03 ** 2)
  })
})

describe('componentStyles', () => {
  test('three colours up to three, six from four on, glyph and colour unique up to 24', () => {
    expect(componentStyles(3, 'dark').map(({ colour }) => colour)).toEqual(threeColours)
    expect(componentStyles(4, 'dark').map(({ colour }) => colour)).toEqual(sixColours.dark.slice(0, 4))
    const styles = componentStyles(24, 'light')
    expect(new Set(styles.map(({ colour, glyph }) => colour + glyph)).size).toBe(24)
    expect(styles[0]).toEqual({ colour: '#1541b6', glyph: '●', asciiGlyph: 'o', terminalColour: 'blueBright' })
  })

  test('eight glyphs, eight stand-ins, six terminal colours, each once', () => {
    expect(glyphs.join('')).toBe('●▲■◆✚★⬟⬢')
    expect(new Set(asciiGlyphs).size).toBe(8)
    expect(asciiGlyphs.join('')).toMatch(/^[!-~]{8}$/)
    expect(terminalColours).toEqual(['blueBright', 'yellow', 'magenta', 'cyan', 'green', 'red'])
  })

  test('no components are refused', () => {
    expect(() => componentStyles(0, 'light')).toThrow(VizError)
  })
})
