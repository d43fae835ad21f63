import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { changesBetween, textOf } from './kernel-text.ts'

/*
 * `pnpm run wasm`: compiles assembly/ to src/kernel-bytes.ts. The result is committed, so that nothing has to be
 * compiled before tests and builds; a test compiles it again and compares.
 */

const packageDirectory = fileURLToPath(new URL('..', import.meta.url))

/** WebAssembly for engines with relaxed SIMD (one rounding in a b + c where the hardware has it), and for those without. */
const features = { relaxed: 'simd,relaxed-simd', plain: 'simd' }

export type KernelBuild = keyof typeof features

export async function compileKernels(): Promise<Record<KernelBuild, Uint8Array>> {
  return { relaxed: await compile('relaxed'), plain: await compile('plain') }
}

/** Begins every module. */
const HEADER_BYTES = 8
const MEMORY_SECTION = 5
/** Imports “.” “memory”: shared, of 1 page to 65 536. */
const IMPORT_SECTION = Uint8Array.of(2, 16, 1, 1, 46, 6, ...Buffer.from('memory'), 2, 3, 1, 0x80, 0x80, 4)

/** The same kernel, with a memory that it is given and shares instead of one of its own. */
export function withSharedMemory(kernel: Uint8Array): Uint8Array {
  const parts = [kernel.subarray(0, HEADER_BYTES)]
  for (let at = HEADER_BYTES; at < kernel.length;) {
    const start = at
    const id = kernel[at++]
    let bytes = 0
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
      byte = kernel[at++]!
      bytes |= (byte & 0x7f) << shift
    }
    at += bytes
    if (id !== MEMORY_SECTION) parts.push(kernel.subarray(start, at))
    // The types are first, imports come after them.
    if (start === HEADER_BYTES) parts.push(IMPORT_SECTION)
  }
  return Uint8Array.from(Buffer.concat(parts))
}

/** src/kernel-bytes.ts. */
export function kernelModule({ plain, relaxed }: Record<KernelBuild, Uint8Array>): string {
  return `/* Made from assembly/ by \`pnpm run wasm\`: change that, not this. */

export const plainKernel: string =
  '${escaped(textOf(plain))}'

/** What makes the relaxed kernel of the plain one. */
export const relaxedChanges: string =
  '${escaped(textOf(changesBetween(plain, relaxed)))}'

/** What makes a kernel that shares a memory of either. */
export const sharedChanges: string = '${escaped(textOf(changesBetween(plain, withSharedMemory(plain))))}'
`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\')
}

async function compile(build: KernelBuild): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  // -O1: above it every sum is computed at one go where it is used, and what it is summed from no longer fits the registers.
  const options = `--enable ${features[build]} -O1 --runtime stub --noAssert --use abort= --outFile kernel.wasm`
  // Warning 112: vectors cannot leave the module; they do not.
  const program = ['assembly/index.ts', '--baseDir', packageDirectory, '--disableWarning', '112', ...options.split(' ')]
  const { error, stderr } = await asc.main(program, {
    writeFile: (_, contents) => {
      binary = contents as Uint8Array
    },
  })
  const warnings = stderr.toString()
  if (error || !binary || warnings !== '') {
    throw new Error(`The ${build} kernel does not compile cleanly.\n${warnings}`, { cause: error })
  }
  return binary
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../src/kernel-bytes.ts', import.meta.url), kernelModule(await compileKernels()))
}
