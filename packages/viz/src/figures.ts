/** @module @mixtura/viz/figures */

export type { FigureOptions } from './svg-figure.ts'
export { scatterSvg, type ScatterOptions } from './scatter-svg.ts'
export { lmlChartSvg, type LmlChartOptions } from './lml-chart-svg.ts'
