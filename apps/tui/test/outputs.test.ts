import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { nowhere } from './streams.ts'
import { main } from './terminal.ts'

const directory = mkdtempSync(join(tmpdir(), 'mixtura-outputs-'))
const rows = Array.from({ length: 60 }, (_, i) => `${Math.sin(i) + 5 * (i % 2)},${Math.cos(i * i)}`)
writeFileSync(join(directory, 'stones.csv'), ['x,y', ...rows, ''].join('\n'))
const model = {
  weights: [1],
  means: [[0, 0]],
  covariances: [
    [
      [1, 0],
      [0, 1],
    ],
  ],
  covariance: 'full',
  schemaVersion: 1,
}
writeFileSync(join(directory, 'model.json'), JSON.stringify(model))

const program = createProgram({ streams: nowhere(), finish: () => {} })
/** Something that each command writes to stdout. */
const usual: Record<string, string> = {
  live: '',
  report: 'report stones.csv',
  fit: 'fit stones.csv -k 2',
  predict: 'predict model.json stones.csv',
  score: 'score model.json stones.csv',
  sample: 'sample model.json -n 10',
  select: 'select stones.csv --k 1..2',
  plot: 'plot stones.csv',
  generate: 'generate three-students',
  completion: 'completion bash',
}

test('every command is here', () => {
  expect(Object.keys(usual).sort()).toEqual(program.commands.map((command) => command.name()).sort())
})

const all = [
  '--help',
  '--version',
  ...Object.values(usual),
  ...Object.keys(usual).map((name) => `${name} --help`),
  'fit stones.csv --ndjson',
  'select stones.csv --k 1..2 --json',
]

const shell = (script: string): { stdout: string; stderr: string } =>
  spawnSync('sh', ['-c', script, process.execPath, main], { cwd: directory, encoding: 'utf8' })

describe.each(all)('mixtura %s', (command) => {
  test('ends quietly where nobody reads', () => {
    // The reader has gone before anything is written.
    const { stderr } = shell(
      `{ sleep 0.3; "$0" "$1" ${command} 2>err; echo "code $?" >&2; } | true`.replace('"$1"', `'${main}'`),
    )
    expect(stderr).toBe('code 0\n')
  })

  test.runIf(existsSync('/dev/full'))('says so where the device is full', () => {
    const { stderr } = shell(`"$0" '${main}' ${command} >/dev/full; echo "code $?" >&2`)
    expect(stderr).toMatch(/^mixtura: Cannot write stdout: no space is left on the device\.\ncode 74\n$/m)
    expect(stderr).not.toMatch(/internal|\bat \S+:\d+/)
  })
})

const writing = program.commands.filter(({ options }) => options.some(({ long }) => long === '--output'))

test.runIf(existsSync('/dev/full')).each(writing.map((command) => command.name()))(
  '%s -o /dev/full says so, too',
  (name) => {
    const { stderr } = shell(`"$0" '${main}' ${usual[name]} -o /dev/full; echo "code $?" >&2`)
    expect(stderr).toMatch(/^mixtura: Cannot write \/dev\/full: no space is left on the device\.\ncode 74\n$/m)
  },
)

test('a usage error keeps its code where nobody reads it', () => {
  expect(shell(`{ "$0" '${main}' fit --bogus; echo "code $?" >&3; } 3>&2 2>&1 | true`).stderr).toBe('code 2\n')
})

test.each(['SIGINT', 'SIGHUP', 'SIGTERM'] as const)('%s leaves no temporary file', async (signal) => {
  const place = mkdtempSync(join(tmpdir(), 'mixtura-signal-'))
  const child = spawn(process.execPath, [main, 'generate', 'many-points', '-n', '10000000', '-o', 'many.csv'], {
    cwd: place,
  })
  const begun = (): boolean => readdirSync(place).some((file) => statSync(join(place, file)).size > 0)
  while (!begun()) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill(signal)
  expect(await new Promise((resolve) => child.on('exit', (_, ended) => resolve(ended)))).toBe(signal)
  expect(readdirSync(place)).toEqual([])
})
