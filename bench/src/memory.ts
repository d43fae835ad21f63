import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { plot } from './plot.ts'
import { nameOf, type ProblemSpec } from './problem.ts'
import { digits, type Section } from './report.ts'

const MEBIBYTE = 2 ** 20
const child = fileURLToPath(new URL('memory-child.ts', import.meta.url))

const cases: readonly ProblemSpec[] = [
  { n: 1_000_000, d: 2, k: 3 },
  { n: 100_000, d: 64, k: 8 },
  { n: 1_000_000, d: 8, k: 8 },
  { n: 10_000_000, d: 2, k: 3 },
]

interface Variant {
  readonly name: string
  /** Workers; 0 for this thread alone. */
  readonly threads: number
  /** Whether the rows come in shared memory, where workers can read them. */
  readonly shared: boolean
}

const variants: readonly Variant[] = [
  { name: 'fit', threads: 0, shared: false },
  { name: 'fitAsync', threads: 2, shared: false },
  { name: 'fitAsync, rows shared', threads: 2, shared: true },
]

/** Beyond the process that has fitted next to nothing: 2.2 times the data, which themselves are in it, and 64 MiB. */
const allowed = (dataSize: number): number => 2.2 * dataSize + 64

/** The largest resident size of a process that makes the data and fits them from a K-means start. */
export function measureMemory(say: (line: string) => void): Section {
  const measured = variants.flatMap((variant) => {
    const idle = peakOf(variant, { n: 100, d: 2, k: 2 })
    return cases.map((spec) => {
      const above = peakOf(variant, spec) - idle
      const dataSize = (spec.n * spec.d * Float64Array.BYTES_PER_ELEMENT) / MEBIBYTE
      say(`${nameOf(spec)}, ${variant.name}: ${digits(above)} MiB above idle, ${digits(dataSize)} MiB of data`)
      return { spec, variant: variant.name, dataSize, above }
    })
  })
  const pointsOf = (name: string): [number, number][] =>
    measured.filter(({ variant }) => variant === name).map(({ dataSize, above }) => [dataSize, above])
  plot('memory-against-data', {
    title: 'Peak memory above the idle process',
    xLabel: 'data, MiB',
    yLabel: 'MiB',
    series: [
      ...variants.map(({ name }) => ({ name, points: pointsOf(name) })),
      { name: '2.2 × data + 64 MiB', points: pointsOf('fit').map(([size]) => [size, allowed(size)]) },
    ],
  })
  return {
    title: 'Peak memory above the idle process',
    columns: ['N, D, K', 'how', 'data, MiB', 'peak, MiB', 'at most, MiB'],
    rows: measured.map(({ spec, variant, dataSize, above }) => [
      nameOf(spec),
      variant,
      digits(dataSize),
      digits(above),
      digits(allowed(dataSize)),
    ]),
    verdicts: measured.map(({ spec, variant, dataSize, above }) => ({
      claim: `${nameOf(spec)}, ${variant}: ${digits(above)} MiB; at most ${digits(allowed(dataSize))}`,
      holds: above <= allowed(dataSize),
    })),
    data: measured,
  }
}

/** MiB. */
function peakOf({ threads, shared }: Variant, { n, d, k }: ProblemSpec): number {
  const args = ['--conditions=@mixtura/source', child, ...[threads, shared ? 1 : 0, n, d, k].map(String)]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) / 1024
}
