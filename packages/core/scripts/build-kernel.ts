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

/** src/kernel-bytes.ts. */
export function kernelModule({ relaxed, plain }: Record<KernelBuild, Uint8Array>): string {
  return `/* Made from assembly/ by \`pnpm run wasm\`: change that, not this. */

export const plainKernel: string =
  '${escaped(textOf(plain))}'

/** What makes the relaxed kernel of the plain one. */
export const relaxedChanges: string =
  '${escaped(textOf(changesBetween(plain, relaxed)))}'
`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\')
}

async function compile(build: KernelBuild): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  const options = `--enable ${features[build]} -O3 --shrinkLevel 1 --runtime stub --noAssert --use abort= --outFile kernel.wasm`
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
