// memory-child.ts THREADS SHARED N D K: fits N rows that it makes itself, and prints its largest resident size in KiB.
import { Dataset, GaussianMixture } from '@mixtura/core'
import { createWorkerPool, fitAsync } from '@mixtura/engines/workers'
import { readFileSync } from 'node:fs'

const [threads, shared, n, d, k] = process.argv.slice(2).map(Number)
const bytes = n * d * Float64Array.BYTES_PER_ELEMENT
const values = new Float64Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
// K heaps of a Weyl sequence: made in place, without a temporary.
for (let i = 0; i < values.length; i++) values[i] = ((i * 0.6180339887498949) % 1) + 2 * (Math.floor(i / d) % k)
const dataset = Dataset.from(values, { dimension: d })
const options = { components: k, tolerance: 0, maxIterations: 3, kMeansRestarts: 1 }
if (threads === 0) {
  GaussianMixture.fit(dataset, options)
} else {
  await using pool = createWorkerPool({ threads })
  await fitAsync(dataset, { ...options, threads, pool })
}
console.log(peak())

/** Linux hands `maxRSS` on from the process that started this one; the high-water mark in /proc begins anew. */
function peak(): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1])
  } catch {
    return process.resourceUsage().maxRSS
  }
}
