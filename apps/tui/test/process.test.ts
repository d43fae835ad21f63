import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { main, Terminal } from './terminal.ts'

// What only a process of its own can show: closed pipes, signals, a terminal on stderr.

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mixtura-process-'))
})

/** Work without an end. */
const endless = ['fit', 'many-points', '--tolerance', '0', '--max-iterations', '1000000']

describe('a reader that goes', () => {
  test.each([
    ['generate', ['generate', 'many-points', '-n', '300000']],
    ['fit', [...endless, '--ndjson']],
  ])('ends %s quietly', (_, argv) => {
    const script = '{ "$0" "$@"; echo "exit code $?" >&2; } | head -n 1'
    const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, main, ...argv], { encoding: 'utf8' })
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(stderr).toBe('exit code 0\n')
  })
})

const endOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))

describe('signals', () => {
  test('SIGINT ends a fit at once: 130 to a shell', async () => {
    const child = spawn(process.execPath, [main, ...endless, '--ndjson'])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGINT')
    expect(await endOf(child)).toEqual({ code: null, signal: 'SIGINT' })
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s while a file is written leaves what was there, and nothing else',
    async (name) => {
      writeFileSync(join(directory, 'model.json'), 'old')
      // Time stands still before the file takes its name.
      const pause = `
      import fs from 'node:fs'
      import { syncBuiltinESMExports } from 'node:module'
      fs.promises.rename = () => new Promise((resolve) => setTimeout(resolve, 1e6))
      syncBuiltinESMExports()`
      const preload = ['--import', `data:text/javascript,${encodeURIComponent(pause)}`]
      const child = spawn(process.execPath, [...preload, main, 'fit', 'three-students', '-o', 'model.json'], {
        cwd: directory,
      })
      const written = (): boolean => readdirSync(directory).some((file) => statSync(join(directory, file)).size > 100)
      while (!written()) await new Promise((resolve) => setTimeout(resolve, 20))
      child.kill(name)
      expect(await endOf(child)).toEqual({ code: null, signal: name })
      expect(readdirSync(directory)).toEqual(['model.json'])
      expect(readFileSync(join(directory, 'model.json'), 'utf8')).toBe('old')
    },
  )
})

test('a fit that takes long says on a terminal how far it is, at which pace, and how long it may take', async () => {
  const terminal = new Terminal('sh', ['-c', '"$0" "$@" > out', process.execPath, main, ...endless, '--ndjson'], {
    cwd: directory,
  })
  await terminal.until((screen) =>
    /^iteration \d+ · LML -4\.\d{4} · [\d .]+ iterations\/s · at most [\d.]+ (s|min|h) left$/m.test(screen),
  )
  terminal.type('\u0003')
  await terminal.exited
  expect(readFileSync(join(directory, 'out'), 'utf8')).not.toContain('iterations/s')
})
