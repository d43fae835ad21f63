import { checkLength } from './check.ts'
import { drawContour } from './contours.ts'
import { densityLevels } from './density-levels.ts'
import { createDensity, densityGrid } from './density.ts'
import { ellipseOf, type Ellipse } from './ellipse.ts'
import { VizError } from './errors.ts'
import { figureSvg, type FigureOptions } from './svg-figure.ts'
import { componentsOf, type Gaussian, type Mixture, type Point, type Rows } from './gaussian.ts'
import { drawGlyph } from './glyph.ts'
import { labelOf, levels, radiusOf, type Level } from './mass.ts'
import { componentStyles, neutrals, type ComponentStyle } from './palette.ts'
import { drawEllipse } from './path.ts'
import { looksOfLabels, looksOfNobody, looksOfResponsibilities, type StoneLook } from './stones.ts'
import { createSvgPath } from './svg-path.ts'
import { element } from './svg.ts'
import { boxOf, toScreen, visibleBox, type Box, type Viewport } from './viewport.ts'

/** What a scatter figure shows; everything but the points may be left out. */
export interface ScatterOptions extends FigureOptions {
  /** N × 2 (more columns are not looked at). */
  readonly points: Rows
  /** The estimate, two-dimensional: solid ellipses. */
  readonly mixture?: Mixture
  /** The truth, two-dimensional, its components matched to the estimate's: dashed ellipses in the same colours. */
  readonly truth?: Mixture
  /** N × K: blends the stones' colours, draws undecided ones smaller, and gives each the glyph of its largest. */
  readonly responsibilities?: Rows
  /** N component indices: plain colours and glyphs, where there are no responsibilities. */
  readonly labels?: ArrayLike<number>
  /** Which ellipses; default the notebook's, radius √2. */
  readonly level?: Level
  /** Also draw the lines within which the estimate has these masses. */
  readonly contours?: readonly number[]
  /** How components look; default `componentStyles` in their own order. */
  readonly styles?: readonly ComponentStyle[]
  readonly xLabel?: string
  readonly yLabel?: string
}

/**
 * A scatter plot with the covariance ellipses of an estimate and, dashed, of the truth: a standalone SVG document.
 *
 * @throws VizError what is wrong with the points, matrices or level, before anything is drawn
 */
export function scatterSvg(options: ScatterOptions): string {
  const { points, theme = 'light', level = levels[0], contours = [], xLabel = 'x', yLabel = 'y' } = options
  const estimates = options.mixture === undefined ? [] : componentsOf(options.mixture)
  const truths = options.truth === undefined ? [] : componentsOf(options.truth)
  const styles = stylesFor(componentCountOf(options, estimates, truths), options)
  const ellipses = ellipsesOf(estimates, level)
  const trueEllipses = ellipsesOf(truths, level)
  const looks = looksOf(options, styles)
  const { surface, mutedInk } = neutrals[theme]

  const draw = (viewport: Viewport): string[] => [
    ...drawStones(points, looks, surface, viewport),
    ...(options.mixture === undefined ? [] : drawContours(options.mixture, contours, mutedInk, viewport)),
    ...[...trueEllipses, ...ellipses].map((ellipse) =>
      outline(ellipse, viewport, { stroke: surface, 'stroke-width': 5 }),
    ),
    ...trueEllipses.map((ellipse, k) =>
      outline(ellipse, viewport, { stroke: styles[k].colour, 'stroke-width': 2, 'stroke-dasharray': '6 5' }),
    ),
    ...ellipses.map((ellipse, k) => outline(ellipse, viewport, { stroke: styles[k].colour, 'stroke-width': 2.5 })),
    ...ellipses.map((ellipse, k) => {
      const mean = createSvgPath()
      drawGlyph(styles[k].glyph, toScreen(viewport, ellipse.center), 8, mean)
      return element('path', { d: mean.toString(), fill: styles[k].colour, stroke: surface, 'stroke-width': 3 })
    }),
  ]
  const content = {
    box: boxAround(points, [...estimates, ...truths], radiusOf(level)),
    aspect: 'equal',
    legend: legendOf(ellipses.length > 0, trueEllipses.length > 0, contours, level),
    xLabel,
    yLabel,
    draw,
  } as const
  return figureSvg(options, content, { width: 640, height: 560 })
}

function stylesFor(count: number, { styles, theme = 'light' }: ScatterOptions): readonly ComponentStyle[] {
  if (styles !== undefined && styles.length < count) {
    throw new VizError('bad-dimension', {
      cause: `There are ${count} components and the looks of ${styles.length}.`,
      value: styles.length,
      remedy: 'Give as many styles as components, or none.',
    })
  }
  return styles?.slice(0, count) ?? componentStyles(count, theme)
}

function componentCountOf({ responsibilities, labels }: ScatterOptions, ...mixtures: Gaussian[][]): number {
  const labelled = labels === undefined ? 0 : Array.from(labels).reduce((most, label) => Math.max(most, label + 1), 0)
  return Math.max(1, labelled, responsibilities?.[0]?.length ?? 0, ...mixtures.map(({ length }) => length))
}

function ellipsesOf(components: Gaussian[], level: Level): Ellipse[] {
  return components.map(({ mean, covariance }) => ellipseOf(mean, covariance, level))
}

function looksOf(
  { points, responsibilities, labels, theme = 'light' }: ScatterOptions,
  styles: readonly ComponentStyle[],
): StoneLook[] {
  if (responsibilities !== undefined) {
    checkLength(responsibilities, points.length, 'responsibilities')
    // The truth may have more components than the estimate.
    return looksOfResponsibilities(responsibilities, styles.slice(0, responsibilities[0]?.length))
  }
  if (labels !== undefined) {
    checkLength(labels, points.length, 'labels')
    return looksOfLabels(labels, styles)
  }
  return looksOfNobody(points.length, theme)
}

/** The points and every ellipse, whole. */
function boxAround(points: Rows, components: Gaussian[], radius: number): Box {
  const corners = components.flatMap(({ mean, covariance }): Point[] => {
    const [dx, dy] = [radius * Math.sqrt(covariance[0][0]), radius * Math.sqrt(covariance[1][1])]
    return [
      [mean[0] - dx, mean[1] - dy],
      [mean[0] + dx, mean[1] + dy],
    ]
  })
  return boxOf([...Array.from(points), ...corners])
}

function legendOf(estimate: boolean, truth: boolean, contours: readonly number[], level: Level): string {
  const parts = [
    estimate ? `ellipses: ${labelOf(level)}` : '',
    truth ? `dashed: the truth${estimate ? '' : `, ${labelOf(level)}`}` : '',
    contours.length > 0
      ? `lines: ${contours.map((mass) => `${Number((100 * mass).toFixed(1))} %`).join(', ')} of the mass`
      : '',
  ]
  return parts.filter(Boolean).join('\u2003')
}

/** One path a colour, not one a stone: a figure of many stones stays small. */
function drawStones(points: Rows, looks: StoneLook[], surface: string, viewport: Viewport): string[] {
  const radius = looks.length > 2000 ? 2 : 3.6
  const paths = new Map<string, ReturnType<typeof createSvgPath>>()
  looks.forEach(({ colour, glyph, size }, i) => {
    const path = paths.get(colour) ?? createSvgPath(1)
    paths.set(colour, path)
    drawGlyph(glyph, toScreen(viewport, [points[i][0], points[i][1]]), radius * size, path)
  })
  return [...paths].map(([fill, path]) =>
    element('path', { d: path.toString(), fill, 'fill-opacity': 0.85, stroke: surface, 'stroke-width': 0.5 }),
  )
}

/** Cells of 4 pixels: finer than a contour line bends. */
function drawContours(mixture: Mixture, masses: readonly number[], stroke: string, viewport: Viewport): string[] {
  const [columns, rows] = [Math.ceil(viewport.width / 4), Math.ceil(viewport.height / 4)]
  const grid = densityGrid(createDensity(mixture), visibleBox(viewport), columns, rows)
  return densityLevels(mixture, masses).map((level) => {
    const path = createSvgPath(1)
    drawContour(grid, level, viewport, path)
    return element('path', { d: path.toString(), fill: 'none', stroke, 'stroke-opacity': 0.6 })
  })
}

function outline(ellipse: Ellipse, viewport: Viewport, attributes: Record<string, string | number>): string {
  const path = createSvgPath()
  drawEllipse(ellipse, viewport, path)
  return element('path', { d: path.toString(), fill: 'none', ...attributes })
}
