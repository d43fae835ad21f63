import type { Option } from 'commander'
import fc from 'fast-check'
import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { mixtura, nowhere } from './streams.ts'
import { main } from './terminal.ts'

const directory = mkdtempSync(join(tmpdir(), 'mixtura-fuzz-'))
const model = join(directory, 'model.json')
writeFileSync(
  model,
  JSON.stringify({
    weights: [1],
    means: [[1, 2]],
    covariances: [
      [
        [1, 0],
        [0, 1],
      ],
    ],
  }),
)

// Files are written wherever the arguments say: from here.
const before = process.cwd()
beforeAll(() => process.chdir(directory))
afterAll(() => process.chdir(before))

const number = fc.oneof(
  fc.constantFrom('0', '1', '2', '3', '-1', '1e-3', '1e9', 'Infinity', 'NaN', ''),
  fc.integer({ min: 0, max: 60 }).map(String),
)
/** What files, columns and lists may be called, and what nothing is. */
const word = fc.oneof(
  fc.constantFrom(
    'x',
    'y',
    'x,y',
    '1,2',
    '2..4',
    'full,tied',
    '-',
    '--',
    model,
    join(directory, 'out.csv'),
    directory,
    'iris',
    'old-faithful',
    '\\t',
    ';',
    'bash',
    '__proto__',
  ),
  fc.string({ maxLength: 6 }).filter((text) => !/[\0/]/.test(text)),
)

const cell = fc.oneof(
  fc.constantFrom('x', 'y', '', '"', '1,5', 'NaN', 'inf', '1e400', '﻿', '#', '"a""b"', '0', '1e-300', '\0', '[', '{'),
  fc.double({ min: -10, max: 10, noNaN: true }).map((value) => value.toPrecision(3)),
  fc.string({ maxLength: 5 }),
)
const numeric = fc.double({ min: -5, max: 5, noNaN: true }).map((value) => value.toFixed(2))
const textOf = (cells: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({
      header: fc.constantFrom('x,y\n', 'x,y,w\r\n', 'x\ty\n', ''),
      rows: fc.array(fc.array(cells, { minLength: 1, maxLength: 3 }), { maxLength: 9 }),
      separator: fc.constantFrom(',', ',', '\t', ';', ' '),
      end: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    })
    .map(({ header, rows, separator, end }) => header + rows.map((row) => row.join(separator)).join(end))
const rows = fc.array(fc.array(numeric, { minLength: 2, maxLength: 2 }), { minLength: 4, maxLength: 12 })
const file: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: rows.map((table) => `x,y\n${table.join('\n')}\n`) },
  rows.map((table) => gzipSync(`x,y\n${table.join('\n')}\n`)),
  rows.map((table) => gzipSync(table.join('\n')).subarray(0, 30)),
  rows.map((table) => table.map(([x, y]) => `{"x":${x},"y":${y}}`).join('\n')),
  textOf(numeric),
  textOf(cell),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.concat([Buffer.from('PAR1'), bytes, Buffer.from('PAR1')])),
  fc.json(),
  fc.uint8Array({ maxLength: 40 }),
)

const usualArguments: Partial<Record<string, string[]>> = {
  predict: [model, '-'],
  score: [model, '-'],
  sample: [model, '-n', '3'],
  generate: ['iris'],
  completion: ['zsh'],
  select: ['-', '--k', '1..2'],
}

/** Any command with some of its own options, sometimes one of another's. */
const commands = createProgram({ streams: nowhere(), finish: () => {} }).commands
const everyOption = commands.flatMap(({ options }) => options)
const use = ({ long, short, argChoices, required }: Option): fc.Arbitrary<string[]> => {
  const flag = fc.constantFrom(...[long, short].filter((name) => name !== undefined))
  if (!required) return flag.map((name) => [name])
  const value = fc.oneof({ weight: 3, arbitrary: argChoices ? fc.constantFrom(...argChoices) : number }, word)
  return fc.tuple(flag, value)
}
const argv = fc.constantFrom(...commands).chain((command) => {
  const some = command.options.length > 0 ? fc.constantFrom(...command.options).chain(use) : fc.constant<string[]>([])
  const stray = fc.oneof({ weight: 9, arbitrary: some }, fc.constantFrom(...everyOption).chain(use))
  const usual = usualArguments[command.name()] ?? ['-']
  const source = fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.array(word, { maxLength: 2 }))
  return fc
    .tuple(source, fc.array(stray, { maxLength: 2 }))
    .map(([first, options]) => [command.name(), ...first, ...options.flat()])
})

/** Those that are documented, and not 1: an error nobody foresaw. */
const foreseen = [0, 2, 3, 4, 65, 66]
const stackTrace = /^\s+at .+:\d+/m

test(
  '10 000 arguments and files in this process: a foreseen end, a sentence where one is due, no stack',
  { timeout: 300_000 },
  async () => {
    const seen = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(argv, file, async (args, stdin) => {
        const { code, stdout, stderr } = await mixtura(args, { stdin })
        seen.set(code, (seen.get(code) ?? 0) + 1)
        expect(foreseen).toContain(code)
        expect(stdout + stderr).not.toMatch(stackTrace)
        if (code !== 0) expect(stderr.trim()).not.toBe('')
      }),
      { numRuns: 10_000 },
    )
    // Not all of them may fail, or nothing was tried.
    for (const code of [0, 2, 65]) expect(seen.get(code)).toBeGreaterThan(500)
  },
)

test('50 of them through the command itself', { timeout: 120_000 }, async () => {
  const cases = fc.sample(fc.tuple(argv, file), { numRuns: 50, seed: 7 })
  const ends = await Promise.all(Array.from({ length: 2 }, () => drain()))
  expect(ends.flat()).toHaveLength(50)
  for (const { args, code, output } of ends.flat()) {
    expect(foreseen, args.join(' ')).toContain(code)
    expect(output).not.toMatch(stackTrace)
  }

  async function drain(): Promise<End[]> {
    const done: End[] = []
    for (let next = cases.pop(); next; next = cases.pop()) done.push(await spawned(...next))
    return done
  }
})

interface End {
  readonly args: readonly string[]
  readonly code: number
  readonly output: string
}

function spawned(args: readonly string[], stdin: string | Uint8Array): Promise<End> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { cwd: directory }, (error, stdout, stderr) =>
      resolve({ args, code: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
    child.stdin!.on('error', () => {})
    child.stdin!.end(stdin)
  })
}
