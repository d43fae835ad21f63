/** @module @mixtura/viz */

export { VizError, type VizErrorCode } from './errors.ts'

export { marginalMixtureOf, marginalOf, type Gaussian, type Mixture, type Point, type Rows } from './gaussian.ts'
export { labelOf, levels, massOfRadius, radiusOfMass, type Level, type NamedLevel } from './mass.ts'
export { covarianceOf, ellipseOf, type Ellipse } from './ellipse.ts'
export { interpolateEllipse, interpolateGaussian, interpolateMixture } from './interpolate.ts'
export { dragHandle, handlesOf, type HandleName } from './handles.ts'

export {
  boxOf,
  fitViewport,
  panBy,
  toData,
  toScreen,
  visibleBox,
  zoomAt,
  type Box,
  type FitOptions,
  type Viewport,
} from './viewport.ts'
export { niceRange, niceTicks, wholeTicks, type Tick } from './ticks.ts'
export { formatGain, formatLml, formatParameter } from './format.ts'

export { dashed, drawCross, drawEllipse, drawPolyline, type PathSink } from './path.ts'
export { createSvgPath } from './svg-path.ts'
export { createDotGrid, NOBODY, type DotGrid, type Marker, type Run } from './dot-grid.ts'

export { lastHalf, traceOf, type Trace, type TraceOptions } from './trace.ts'
export { sparkline, type Sparkline, type SparklineOptions } from './sparkline.ts'

export { createDensity, densityGrid, type Density, type DensityGrid } from './density.ts'
export { densityLevels } from './density-levels.ts'

export {
  asciiGlyphs,
  componentStyles,
  glyphs,
  neutrals,
  sixColours,
  terminalColours,
  threeColours,
  type ComponentStyle,
  type Glyph,
  type Neutrals,
  type Theme,
} from './palette.ts'
export { drawGlyph } from './glyph.ts'
export { blend, createBlender, type Blender } from './blend.ts'
export { entropies } from './entropy.ts'
export { coloursByAngle } from './assign.ts'
