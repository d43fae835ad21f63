import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProblemSpec } from './problem.ts'

/* Constants would be built anew in every turn of the loop; what is loaded stays in its register. */
/** Independent sums, enough of them to hide the latency of a multiply-add, and few enough for the registers. */
const CHAINS = 12
/** WebAssembly is optimised from call to call, not within one: many short calls. */
const STEPS = 1000
const CALLS = 20_000

const each = (line: (chain: number) => string, between: string): string =>
  Array.from({ length: CHAINS }, (_, chain) => line(chain)).join(between)
const source = `
export function run(steps: i32): f64 {
  const b = v128.load(0)
  const c = v128.load(16)
  ${each((i) => `let a${i} = f64x2.splat(${i + 1})`, '\n  ')}
  for (let i = 0; i < steps; i++) {
    ${each((i) => `a${i} = v128.relaxed_madd<f64>(b, c, a${i})`, '\n    ')}
  }
  return ${each((i) => `f64x2.extract_lane(a${i}, 0)`, ' + ')}
}
`

/** What is needed of WebAssembly, for which Node's types have no values. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: { run(steps: number): number } }
}

/**
 * What one core does at most with 128-bit multiply-adds in WebAssembly, in GFLOP/s: measured anew whenever the returned
 * function is called, since the clock of a shared machine drifts; by this thread's processor time.
 */
export function createPeakMeter(): () => number {
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyHost }).WebAssembly
  const { run } = new Instance(new Module(compile())).exports
  return () => {
    const begun = process.threadCpuUsage()
    for (let call = 0; call < CALLS; call++) run(STEPS)
    const { user, system } = process.threadCpuUsage(begun)
    return (CALLS * STEPS * CHAINS * 4) / ((user + system) * 1e3)
  }
}

function compile(): Uint8Array<ArrayBuffer> {
  const directory = mkdtempSync(join(tmpdir(), 'mixtura-peak-'))
  writeFileSync(join(directory, 'peak.ts'), source)
  const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const options = '--enable simd,relaxed-simd -O3 --runtime stub --initialMemory 1 --outFile peak.wasm'.split(' ')
  execFileSync(process.execPath, [compiler, 'peak.ts', ...options], { cwd: directory })
  const bytes = new Uint8Array(readFileSync(join(directory, 'peak.wasm')))
  rmSync(directory, { recursive: true })
  return bytes
}

/** Of what one core does at most with 128-bit multiply-adds, in GFLOP/s. */
export function shareOfPeak(spec: ProblemSpec, milliseconds: number, peak: number): string {
  return `${Math.round((100 * operations(spec)) / (milliseconds * 1e6 * peak))} %`
}

/** Of a full covariance: D² + 4D + 2 multiply-adds a row and component; of a diagonal one 5D + 2. Two operations each. */
function operations({ n, d, k, covariance }: ProblemSpec): number {
  return 2 * n * k * (covariance === 'diag' ? 5 * d + 2 : d ** 2 + 4 * d + 2)
}
