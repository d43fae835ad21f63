/// <reference lib="webworker" />
import { GaussianMixture } from '@mixtura/core'

addEventListener('message', ({ data }) => {
  const { lml } = GaussianMixture.fit(data, { components: 3, tolerance: 0, maxIterations: 50 })
  postMessage(lml.at(-1))
})
