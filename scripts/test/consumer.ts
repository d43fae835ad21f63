// An outsider's project: empty, outside the workspace, with nothing of ours but packed tarballs.
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { programsOnPath } from '../lib/programs.mjs'
import { root } from '../lib/run.mjs'

/** Where each published package lives. */
export const directories: Record<string, string> = {
  '@mixtura/core': 'packages/core',
  '@mixtura/datagen': 'packages/datagen',
  '@mixtura/viz': 'packages/viz',
  '@mixtura/session': 'packages/session',
  '@mixtura/io': 'packages/io',
  '@mixtura/engines': 'packages/engines',
  mixtura: 'apps/tui',
}

/** The Node of the workspace, and the machine's own where there is another. */
export const nodes: string[] = [
  process.execPath,
  ...programsOnPath(['node'])
    .filter((path) => !path.includes('node_modules'))
    .slice(0, 1),
]

/** What can run a module, with its first arguments. */
export const runtimes: string[][] = [...nodes.map((node) => [node]), ['bun'], ['deno', 'run', '--allow-all']]

// pnpm lets its scripts find the workspace's packages through NODE_PATH; an outsider has no such thing.
const { NODE_PATH: _, ...outside } = process.env

/** Runs a program to its end and gives what it wrote to stdout. Its failure shows all it wrote. */
export async function run(cwd: string, ...[program = '', ...args]: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { cwd, env: outside })).stdout
  } catch (error) {
    const { message, stdout } = error as Error & { stdout?: string }
    throw new Error(`${message}\n${stdout ?? ''}`, { cause: error })
  }
}

/** What a reader installs with. */
export type Installer = 'npm' | 'pnpm' | 'bun'

export interface Workshop {
  /** A project with these packages, only those of ours they depend on, and the files in `consumers/<consumer>`. */
  project(packages: string[], consumer?: string): Promise<string>
  /**
   * A project that asks for what its program imports, one package and at most core beside it, installed by this
   * installer. What these depend on of ours is not published yet: the installer is told to take its tarball in place of
   * what the registry would give.
   */
  alone(name: string, installer: Installer): Promise<string>
  dispose(): Promise<void>
}

/** Packs every published package. */
export async function createWorkshop(): Promise<Workshop> {
  const top = await mkdtemp(join(tmpdir(), 'mixtura-packed-'))
  const tarballs: Record<string, string> = {}
  for (const [name, directory] of Object.entries(directories)) {
    tarballs[name] = await pack(join(root, directory), join(top, 'tarballs', directory))
  }

  return {
    async project(packages, consumer) {
      const directory = await mkdtemp(join(top, 'project-'))
      await writeFile(join(directory, 'package.json'), '{ "private": true, "type": "module" }')
      if (consumer) await cp(join(import.meta.dirname, 'consumers', consumer), directory, { recursive: true })
      const needed = (await Promise.all(packages.map(withDependencies))).flat()
      const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
      await run(directory, 'npm', 'install', ...flags, ...new Set(needed.map((name) => tarballs[name])))
      return directory
    },
    async alone(name, installer) {
      const directory = await mkdtemp(join(top, `${installer}-`))
      await cp(join(import.meta.dirname, 'consumers', name.replace('@mixtura/', '')), directory, { recursive: true })
      const imports = (await readFile(join(directory, 'main.mjs'), 'utf8')).matchAll(/ from '(@mixtura\/\w+)/g)
      const files = (names: Iterable<string>): Record<string, string> =>
        Object.fromEntries(Array.from(names, (dependency) => [dependency, `file:${tarballs[dependency]}`]))
      const dependencies = files(Array.from(imports, ([, dependency = '']) => dependency))
      const overrides = files(await withDependencies(name))
      const manifest = { private: true, type: 'module', dependencies, overrides }
      await writeFile(join(directory, 'package.json'), JSON.stringify(manifest))
      // pnpm reads them here, and JSON is YAML.
      await writeFile(join(directory, 'pnpm-workspace.yaml'), JSON.stringify({ overrides }))
      const flags = {
        npm: ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
        pnpm: ['--prefer-offline'],
        bun: [],
      }
      await run(directory, installer, 'install', ...flags[installer])
      return directory
    },
    dispose: () => rm(top, { recursive: true, force: true }),
  }
}

/** Packs a package into a folder of its own. @returns the tarball's path */
export async function pack(directory: string, destination: string): Promise<string> {
  await run(directory, 'pnpm', 'pack', '--pack-destination', destination)
  return join(destination, (await readdir(destination))[0]!)
}

/** A package and, transitively, those of ours that it declares. */
async function withDependencies(name: string): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, directories[name], 'package.json'), 'utf8'))
  const ours = Object.keys(manifest.dependencies ?? {}).filter((dependency) => dependency in directories)
  return [name, ...(await Promise.all(ours.map(withDependencies))).flat()]
}
