export { VizError, type VizErrorCode } from './errors.ts'

export { marginalOf, type Gaussian, type Mixture, type Point, type Rows } from './gaussian.ts'
export { levels, massOfRadius, radiusOfMass, type Level, type NamedLevel } from './mass.ts'
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
export { niceRange, niceTicks, type Tick } from './ticks.ts'
export { formatGain, formatLml, formatParameter } from './format.ts'

export { dashed, drawCross, drawEllipse, drawPolyline, type PathSink } from './path.ts'
export { createSvgPath } from './svg-path.ts'
export { createDotGrid, NOBODY, type DotGrid, type Marker, type Run } from './dot-grid.ts'

export { lastHalf, traceOf, type Trace, type TraceOptions } from './trace.ts'
export { sparkline, type Sparkline, type SparklineOptions } from './sparkline.ts'

export {
  asciiGlyphs,
  componentStyles,
  glyphs,
  sixColours,
  terminalColours,
  threeColours,
  type ComponentStyle,
  type Theme,
} from './palette.ts'
