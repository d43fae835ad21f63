import * as fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { lmlChartSvg, scatterSvg } from '../src/figures.ts'
import { ellipseOf, neutrals, sixColours, threeColours, VizError, type Mixture } from '../src/index.ts'

const mixture: Mixture = {
  weights: [0.5, 0.5],
  means: [
    [2, 5],
    [4, 4],
  ],
  covariances: [
    [
      [0.2, -0.25],
      [-0.25, 1],
    ],
    [
      [0.5, 0.3],
      [0.3, 1],
    ],
  ],
}
const points = [
  [2, 5],
  [2.5, 4.5],
  [3, 4.5],
  [4, 4],
  [4.5, 5],
]
const responsibilities = [
  [1, 0],
  [1, 0],
  [0.5, 0.5],
  [0, 1],
  [0, 1],
]

/** Attribute values of all paths that have this attribute, in the order drawn. */
function attributes(svg: string, name: string): string[] {
  return [...svg.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value)
}

/** The words of a document as a reader would see them. */
function words(svg: string, tag: string): string[] {
  const found: string[] = []
  new XMLParser({
    trimValues: false,
    parseTagValue: false,
    ignoreAttributes: true,
    tagValueProcessor: (name, value) => {
      if (name === tag) found.push(value)
      return value
    },
    htmlEntities: true,
  }).parse(svg)
  return found
}

describe('scatterSvg', () => {
  test('draws each stone in the blend of its responsibilities, undecided ones smaller', () => {
    const svg = scatterSvg({ points, responsibilities })
    expect(XMLValidator.validate(svg)).toBe(true)
    const fills = attributes(svg, 'fill').filter(
      (fill) => fill.startsWith('#') && !Object.values(neutrals.light).includes(fill),
    )
    expect(fills).toHaveLength(3)
    expect(fills[0]).toBe(threeColours[0])
    expect(fills[2]).toBe(threeColours[1])
    // Two round stones, then one torn between two components: a disc of 60 % of their radius.
    const widths = [...svg.matchAll(/ d="(M[^"]*)" fill="#/g)]
      .flatMap(([, d]) => d.split('Z').slice(0, -1))
      .map((outline) => [...outline.matchAll(/([\d.]+),/g)].map(([, x]) => Number(x)))
      .map((xs) => Math.max(...xs) - Math.min(...xs))
    expect(widths[2] / widths[0]).toBeCloseTo(0.6, 1)
    expect(widths[1] / widths[0]).toBeCloseTo(1, 1)
  })

  test('draws one ellipse a component and one, dashed, of the truth, in the same colours', () => {
    const svg = scatterSvg({ points, mixture, truth: mixture, responsibilities })
    expect(attributes(svg, 'stroke-dasharray')).toHaveLength(2)
    for (const colour of threeColours.slice(0, 2)) {
      expect(attributes(svg, 'stroke').filter((stroke) => stroke === colour)).toHaveLength(2)
    }
    expect(words(svg, 'text')).toContain('ellipses: √2σ · 63 % (notebook)\u2003dashed: the truth')
  })

  test('every ellipse is inside the picture, and in the right place', () => {
    // Variances under 1, so that σ and σ² differ the way that would cut an ellipse off; a wide picture for the height.
    const small: Mixture = {
      ...mixture,
      covariances: [
        [
          [0.02, -0.025],
          [-0.025, 0.1],
        ],
        [
          [0.05, 0.03],
          [0.03, 0.1],
        ],
      ],
    }
    const svg = scatterSvg({ points: [[3, 4]], mixture: small, level: { radius: 3 }, width: 900, height: 500 })
    const inner = /<svg x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)">/.exec(svg)!.slice(1).map(Number)
    const outlines = [...svg.matchAll(/ d="(M[^"]*Z)" fill="none" stroke="#(?!ffffff)/g)].map(([, d]) =>
      d
        .slice(1, -1)
        .split('L')
        .map((pair) => pair.split(',').map(Number)),
    )
    expect(outlines).toHaveLength(2)
    for (const [x, y] of outlines.flat()) {
      expect(Math.min(x, y, inner[2] - x, inner[3] - y)).toBeGreaterThan(13.9)
    }
    // The long axes on paper are to one another as the ellipses say.
    const longest = outlines.map((outline) =>
      Math.max(...outline.map(([x, y]) => Math.hypot(x - outline[0][0], y - outline[0][1]))),
    )
    const axes = [0, 1].map((k) => ellipseOf(mixture.means[k], mixture.covariances[k], { radius: 3 }).semiMajor)
    expect(longest[0] / longest[1]).toBeCloseTo(axes[0] / axes[1], 3)
  })

  test('grey stones before any E-step, labels without responsibilities, the theme’s six colours from four components on', () => {
    expect(attributes(scatterSvg({ points, theme: 'dark' }), 'fill')).toContain(neutrals.dark.stone)
    const labelled = scatterSvg({ points, labels: [0, 1, 2, 3, 3], theme: 'dark' })
    for (const colour of sixColours.dark.slice(0, 4)) expect(attributes(labelled, 'fill')).toContain(colour)
  })

  test('a truth of more components than the estimate takes the next colours', () => {
    const truth: Mixture = {
      weights: [0.25, 0.25, 0.25, 0.25],
      means: [
        [2, 5],
        [4, 4],
        [6, 4],
        [8, 5],
      ],
      covariances: [0, 1, 2, 3].map(() => [
        [0.2, 0],
        [0, 0.2],
      ]),
    }
    const svg = scatterSvg({ points, mixture, truth, responsibilities })
    expect(attributes(svg, 'stroke-dasharray')).toHaveLength(4)
    expect(attributes(svg, 'stroke')).toContain(sixColours.light[3])
  })

  test('contour lines state their masses', () => {
    const svg = scatterSvg({ points, mixture, contours: [0.5, 0.9], level: { mass: 0.682 } })
    expect(words(svg, 'text')).toContain('ellipses: 1.51σ · 68.2 %\u2003lines: 50 %, 90 % of the mass')
    expect(attributes(svg, 'stroke-opacity')).toHaveLength(2)
  })

  test.each([
    ['no points', () => scatterSvg({ points: [] }), 'out-of-range'],
    ['a point that is NaN', () => scatterSvg({ points: [[0, NaN]] }), 'not-a-number'],
    ['responsibilities of fewer points', () => scatterSvg({ points, responsibilities: [[1, 0]] }), 'bad-dimension'],
    [
      'rows of different length',
      () => scatterSvg({ points, responsibilities: [[1, 0], [1], [1, 0], [1, 0], [1, 0]] }),
      'bad-dimension',
    ],
    ['labels of fewer points', () => scatterSvg({ points, labels: [0] }), 'bad-dimension'],
    ['a negative label', () => scatterSvg({ points, labels: [0, 0, 0, 0, -1] }), 'out-of-range'],
    ['a label that is no whole number', () => scatterSvg({ points, labels: [0, 0, 0, 0, 0.5] }), 'out-of-range'],
    [
      'a singular covariance',
      () =>
        scatterSvg({
          points,
          mixture: {
            ...mixture,
            covariances: [
              [
                [1, 1],
                [1, 1],
              ],
              [
                [1, 0],
                [0, 1],
              ],
            ],
          },
        }),
      'not-positive-definite',
    ],
    ['fewer looks than components', () => scatterSvg({ points, mixture, styles: [] }), 'bad-dimension'],
  ])('%s: refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ name: 'VizError', code }))
    expect(act).toThrow(VizError)
  })
})

describe('lmlChartSvg', () => {
  const lml = [-2.9919, -2.93, -2.913, -2.91]

  test('states max, min and the last gain, and ticks whole iterations only', () => {
    const svg = lmlChartSvg({ lml })
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(words(svg, 'text')).toContain('max −2.9100\u2003min −2.9919\u2003last gain +3.0e-03')
    const iterations = words(svg, 'text').filter((word) => /^\d/.test(word))
    expect(iterations).toEqual(['0', '1', '2', '3'])
  })

  test('the line never falls on paper where the series rises, and no point is off it', () => {
    const svg = lmlChartSvg({ lml, others: [[-2.95, -2.94], [-3]] })
    const lines = attributes(svg, 'd').filter((d) => /^M[^VHZ]*L[^VHZ]*$/.test(d))
    expect(lines).toHaveLength(2)
    const line = lines
      .at(-1)!
      .slice(1)
      .split('L')
      .map((pair) => pair.split(',').map(Number))
    expect(line).toHaveLength(4)
    for (let i = 1; i < line.length; i++) expect(line[i][1]).toBeLessThan(line[i - 1][1])
    expect(attributes(svg, 'cy').slice(0, 4).map(Number)).toEqual(line.map(([, y]) => y))
  })

  test('a range zooms in, and counts from the first iteration given', () => {
    const svg = lmlChartSvg({ lml, range: [2, 4], firstIteration: 1 })
    expect(words(svg, 'text')).toContain('max −2.9100\u2003min −2.9130\u2003last gain +3.0e-03')
    expect(words(svg, 'text').filter((word) => /^\d/.test(word))).toEqual(['3', '4'])
  })

  test('one value is a chart too', () => {
    expect(XMLValidator.validate(lmlChartSvg({ lml: [-3] }))).toBe(true)
    expect(() => lmlChartSvg({ lml: [] })).toThrow(VizError)
    expect(() => lmlChartSvg({ lml: [NaN] })).toThrow(VizError)
  })
})

describe('words', () => {
  test('cannot become markup: every text comes back as itself, whatever XML cannot hold as U+FFFD', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[<>&"'\]/a-z ]{0,20}$/),
      fc.constantFrom('</text><script>alert(1)</script>', ']]>', '<!--', '&#x0;', '\u0000\u000b\ud800x', '" onload="x'),
    )
    fc.assert(
      fc.property(text, text, (title, xLabel) => {
        const svg = scatterSvg({ points, title, xLabel, caption: title })
        expect(XMLValidator.validate(svg)).toBe(true)
        expect(svg).not.toMatch(/<(script|!--)/)
        const tags = new Set([...svg.matchAll(/<([a-z]+)/g)].map(([, tag]) => tag))
        expect([...tags].sort()).toEqual(['desc', 'path', 'rect', 'svg', 'text', 'title'])
        // eslint-disable-next-line no-control-regex
        expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
      }),
    )
    const title = 'a < b & "c" > \'d\' é 🪨'
    expect(words(scatterSvg({ points, title }), 'title')).toEqual([title])
    expect(words(scatterSvg({ points, title: 'x\u0000\ud800y' }), 'title')).toEqual(['x\ufffd\ufffdy'])
  })

  test('cannot leave an attribute either', () => {
    const styles = [{ colour: '"/><script>', glyph: '●', asciiGlyph: 'o', terminalColour: 'red' }] as const
    const svg = scatterSvg({ points: [[0, 0]], labels: [0], styles })
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg).toContain('fill="&quot;/&gt;&lt;script&gt;"')
  })

  test('a caption is broken into lines that fit, none lost', () => {
    const caption = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ')
    const lines = words(scatterSvg({ points, caption, width: 400 }), 'text').filter((line) => line.startsWith('word'))
    expect(lines.length).toBeGreaterThan(4)
    expect(lines.join(' ')).toBe(caption)
    for (const line of lines) expect(line.length * 6.4).toBeLessThanOrEqual(400 - 84)
  })
})
