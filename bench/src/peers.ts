import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contestant } from './contestants/contestant.ts'
import { gaussianMixtureModel } from './contestants/gaussian-mixture-model.ts'
import { inOtherProcess } from './contestants/other-process.ts'

const peers = fileURLToPath(new URL('../peers/', import.meta.url))

/** Starts the peers this machine has; of those it lacks it says what would bring them. Installs nothing. */
export async function findPeers(say: (line: string) => void): Promise<Contestant[]> {
  const found = [await findScikitLearn(), await findArmadillo(), gaussianMixtureModel()]
  for (const peer of found) say(typeof peer === 'string' ? `  – ${peer}` : `  ✓ ${peer.name} ${peer.version}`)
  return found.filter((peer) => typeof peer !== 'string')
}

async function findScikitLearn(): Promise<Contestant | string> {
  const python = ['python3', '/usr/bin/python3'].find((name) => succeeds(name, ['-c', 'import sklearn.mixture']))
  if (!python) return 'scikit-learn: no python3 imports it (Debian: apt-get install python3-sklearn)'
  return inOtherProcess(python, [join(peers, 'scikit_learn.py')], { tolerance: 1e-9, wholeFits: true })
}

async function findArmadillo(): Promise<Contestant | string> {
  const compiler = ['c++', 'g++', 'clang++'].find((name) => succeeds(name, ['--version']))
  const missing = 'Armadillo: no C++ compiler with <armadillo> (Debian: apt-get install g++ libarmadillo-dev)'
  if (!compiler) return missing
  const source = join(peers, 'armadillo.cpp')
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mixtura-bench')
  const program = join(cache, 'armadillo')
  if (!existsSync(program) || statSync(program).mtimeMs < statSync(source).mtimeMs) {
    mkdirSync(cache, { recursive: true })
    const flags = ['-std=c++17', '-O3', '-march=native', '-fopenmp', '-DARMA_NO_DEBUG']
    if (!succeeds(compiler, [...flags, source, '-o', program, '-larmadillo'])) return missing
  }
  return inOtherProcess(program, [], { tolerance: 1e-9, wholeFits: false })
}

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
