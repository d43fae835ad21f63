/// <reference lib="dom" />
import { GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { fitAsync } from '@mixtura/engines/workers'
import { boxOf, createSvgPath, drawEllipse, ellipseOf, fitViewport } from '@mixtura/viz'

const { points } = threeStudents()
const { model, lml } = GaussianMixture.fit(points, { components: 3, tolerance: 0, maxIterations: 50 })

const viewport = fitViewport(boxOf(points.to2DArray()), { width: 400, height: 400 })
for (let k = 0; k < model.componentCount; k++) {
  const ellipse = ellipseOf(model.means.getRow(k), model.covariances[k].to2DArray(), { radius: Math.SQRT2 })
  const outline = createSvgPath()
  drawEllipse(ellipse, viewport, outline)
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', outline.toString())
  document.querySelector('svg')?.append(path)
}
document.body.dataset.lml = String(lml.at(-1))

const worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' })
worker.addEventListener('message', ({ data }) => (document.body.dataset.workerLml = String(data)))
worker.postMessage(points.to2DArray())

const fitted = await fitAsync(points, { components: 3, tolerance: 0, maxIterations: 50, threads: 1 })
document.body.dataset.poolLml = String(fitted.lml.at(-1))
document.body.dataset.poolThreads = String(fitted.threads)
