import { threeStudents } from '@mixtura/datagen'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { mixtura } from './streams.ts'

const directory = mkdtempSync(join(tmpdir(), 'mixtura-exit-'))
const stones = 'x,y\n1,2\n2,1\n3,5\n9,9\n8,7\n9,6\n'

/** Says what is wrong on stderr, without a stack, and prints nothing. */
const refused = (code: number, message: string | RegExp) => ({
  code,
  stdout: '',
  reading: expect.any(String) as string,
  stderr: expect.toSatisfy(
    (text: string) =>
      (typeof message === 'string' ? text.includes(message) : message.test(text)) &&
      !/\n\s+at |internal error/.test(text),
    `a message with ${message}`,
  ),
})

test('0: all went well', async () => {
  expect(await mixtura(['fit', '-', '-k', '1'], { stdin: stones })).toMatchObject({ code: 0, stderr: '' })
})

describe('2: the command was not understood', () => {
  test.each<[string, string[], string | RegExp]>([
    ['an unknown option', ['fit', '--colour'], "unknown option '--colour'"],
    ['an option without its value', ['fit', '-k'], 'argument missing'],
    ['no number', ['fit', '-k', 'three'], 'Give a whole number of at least 1.'],
    ['a number out of range', ['fit', '--seed', '4294967296'], 'Give a whole number from 0 to 4294967295.'],
    ['a negative tolerance', ['fit', '--tolerance', '-1'], 'Give a number of at least 0'],
    ['an unknown covariance', ['fit', '--covariance', 'round'], 'Allowed choices are full, tied'],
    ['an unknown structure to select', ['select', '--covariance', 'full,round'], 'Give all, or some of full'],
    ['an unknown preset', ['generate', 'four-students'], 'Allowed choices are three-students'],
    ['two forms of output', ['fit', '--json', '--ndjson'], 'cannot be used with'],
    ['too many arguments', ['fit', 'a', 'b'], 'too many arguments'],
    ['no such column', ['fit', '-', '--columns', 'x,z'], /no column “z”.*There are 2 columns: x, y/],
    ['a column twice', ['fit', '-', '--columns', 'x,x'], /x”? is chosen twice/],
    ['no such axis', ['plot', '-', '--axes', '1,3'], '--axes is “1,3”; give two different numbers from 1 to 2'],
    ['a seed for a file', ['fit', '-', '--data-seed', '1'], '--data-seed is for presets'],
    ['columns of a preset', ['fit', 'iris', '--columns', '1,2'], 'mixtura generate iris | mixtura fit - --columns'],
    ['a size a preset does not have', ['generate', 'iris', '-n', '7'], 'has the 150 points that were measured'],
    ['no place to write', ['fit', '-', '-o', join(directory, 'none', 'x.json')], 'there is no such directory'],
    ['a directory to write', ['fit', '-', '-o', directory], 'it is a directory'],
    ['a shell nobody knows', ['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish'],
  ])('%s', async (_, argv, message) => {
    expect(await mixtura(argv, { stdin: stones })).toEqual(refused(2, message))
  })

  test('a table to be typed: the help, and no waiting', async () => {
    for (const argv of [
      ['fit'],
      ['fit', '-'],
      ['predict', 'model.json'],
      ['sample', '-n', '3'],
      ['select'],
      ['plot'],
    ]) {
      const { code, stdout, stderr } = await mixtura(argv, { typing: true })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^Examples:\n/)
    }
  })
})

describe('65: the data are bad', () => {
  test.each<[string, string[], string | RegExp, string]>([
    ['nothing', [], /^mixtura: stdin: .*(nothing|empty)/, ''],
    ['no numbers', [], /no column.*numbers|numeric/i, 'a,b\nx,y\nz,w\n'],
    [
      'a word among numbers',
      ['--columns', 'x,y'],
      'stdin, line 3: Row 2, column y: “n/a” is not a number.',
      'x,y\n1,2\n2,n/a\n3,4\n',
    ],
    ['a missing value', ['--columns', 'x,y'], 'line 3: Row 2, column y: there is no value.', 'x,y\n1,2\n2,\n3,4\n'],
    ['a row too short', [], /line 3: Row 2 has 1 value where 2 are expected/, 'x,y\n1,2\n2\n3,4\n'],
    ['an unclosed quote', [], 'line 2: A quote opens here', 'x,y\n1,"2\n3,4\n'],
    ['more components than points', ['-k', '7'], 'K = 7 needs at least 7 different points; there are 6.', stones],
    ['a constant column', ['-k', '2'], 'All values of column “y” are equal', 'x,y\n1,2\n2,2\n3,2\n4,2\n'],
    ['half a JSON', [], 'line 1', '[{"x": 1}, {"x"'],
  ])('%s', async (_, argv, message, stdin) => {
    expect(await mixtura(['fit', '-', ...argv], { stdin })).toEqual(refused(65, message))
  })

  test('a model file that is none', async () => {
    const path = join(directory, 'no-model.json')
    for (const [text, message] of [
      ['{}', 'schemaVersion'],
      ['nonsense', 'JSON'],
      ['{"schemaVersion":1,"covariance":"full","weights":[1],"means":[[0]],"covariances":[[[-1]]]}', /positive/],
    ] as const) {
      writeFileSync(path, text)
      expect(await mixtura(['predict', path, '-'], { stdin: stones })).toEqual(refused(65, message))
    }
  })

  test('a model of other columns', async () => {
    const path = join(directory, 'three.json')
    writeFileSync(path, '{"schemaVersion":1,"covariance":"full","weights":[1],"means":[[0]],"covariances":[[[1]]]}')
    const outcome = await mixtura(['score', path, '-'], { stdin: stones })
    expect(outcome).toEqual(refused(65, 'The points have 2 columns, but the model has 1 dimensions.'))
  })

  test('a gzip file cut short', async () => {
    const stdin = gzipSync(stones).subarray(0, 30)
    expect(await mixtura(['fit', '-'], { stdin })).toEqual(refused(65, 'damaged or cut short'))
  })

  test('what is no Parquet file but begins like one', async () => {
    expect(await mixtura(['fit', '-'], { stdin: `PAR1${stones}` })).toEqual(refused(65, 'begins like a Parquet file'))
  })
})

describe('66: there is no such input', () => {
  test.each<[string, string[], string]>([
    ['no file', ['fit', join(directory, 'none.csv')], 'There is no file'],
    ['no preset', ['two-suns'], 'The presets are three-students, '],
    ['a mistyped command', ['ftt', '-k', '3'], 'Did you mean the command “fit”?'],
    ['a directory', ['fit', directory], 'it is a directory'],
    ['an impossible name', ['fit', 'x'.repeat(300)], 'its name is too long'],
    ['no model', ['predict', join(directory, 'none.json'), '-'], 'there is no such file'],
  ])('%s', async (_, argv, message) => {
    expect(await mixtura(argv)).toEqual(refused(66, message))
  })
})

test('starts that collapse are passed over, and that is said', async () => {
  const rows = [...threeStudents().points.to2DArray(), ...Array.from({ length: 12 }, () => [7, 7])]
  const heap = rows.map((row) => row.join()).join('\n')
  const argv = ['fit', '-', '-k', '3', '--init', 'random', '--restarts', '8', '--on-collapse', 'error']
  const { code, stderr } = await mixtura(argv, { stdin: heap })
  expect(code).toBe(0)
  expect(stderr).toMatch(/^mixtura: [1-7] of 8 starts failed and were passed over; with seed \d: .*Component \d/i)
})

describe('with --strict', () => {
  test('3: EM did not converge', async () => {
    const argv = ['fit', 'three-students', '--max-iterations', '3', '--strict', '--json']
    const { code, stdout, stderr } = await mixtura(argv)
    expect(code).toBe(3)
    expect(stderr).toBe('mixtura: EM did not converge in 3 iterations. (--strict)\n')
    expect(JSON.parse(stdout)).toMatchObject({ converged: false, stopReason: 'max-iterations' })
  })

  test('4: a component collapsed', async () => {
    const { code, stdout, stderr } = await mixtura(['fit', 'duplicated-points', '--strict', '--json'])
    expect(code).toBe(4)
    expect(stderr).toMatch(/^mixtura: In iteration \d+: Component \d collapsed to no width; .*\(--strict\)\n$/)
    expect(JSON.parse(stdout).events).toContainEqual(expect.objectContaining({ cause: 'singular' }))
  })

  test('0: neither', async () => {
    expect(await mixtura(['fit', 'three-students', '--strict'])).toMatchObject({ code: 0 })
  })
})
