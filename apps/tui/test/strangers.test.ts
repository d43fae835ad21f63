import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { shorten } from '../src/text.ts'
import { mixtura, nowhere } from './streams.ts'

const directory = mkdtempSync(join(tmpdir(), 'mixtura-strangers-'))
const evil = '\u001B]0;owned\u0007\u001B[2J\u202E'
const program = createProgram({ streams: nowhere(), finish: () => {} })
const commands = program.commands.map((command) => command.name())

/** What may be written to a terminal on stderr. */
// oxlint-disable-next-line no-control-regex
const STEERING = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/

describe('what a stranger wrote does not reach the terminal', () => {
  test.each(commands)('as a name of a file, an argument or an option of %s', async (name) => {
    for (const argv of [
      [name, evil],
      [name, `--${evil}`],
      [name, evil, evil],
      [name, '-k', evil],
      [name, '--columns', evil],
    ]) {
      const { stderr, reading, code } = await mixtura(argv)
      expect(code).not.toBe(0)
      expect(stderr + reading).not.toMatch(STEERING)
    }
  })

  test.each(['fit', 'select', 'plot', 'report'])('in cells and names of columns, by %s', async (name) => {
    const path = join(directory, `${evil.replaceAll('/', '')}.csv`)
    for (const text of [`x,y\n1,2\n${evil},3\n`, `${evil},y\n1,2\nu,3\n`, `x,"${evil}\n1,2\n`, `[{"${evil}":1},`]) {
      writeFileSync(path, text)
      for (const argv of [
        [name, path],
        [name, path, '--columns', 'z'],
      ]) {
        const { stderr, reading } = await mixtura(argv)
        expect(stderr + reading).not.toMatch(STEERING)
      }
    }
  })
})

test('families and flags keep together', async () => {
  const family = '👨‍👩‍👧‍👦'
  const { stderr } = await mixtura(['fit', '-', '--columns', family], { stdin: 'x,y\n1,2\n' })
  expect(stderr).toContain(`“${family}”`)
  expect(shorten(family.repeat(5), 5)).toBe(`${family.repeat(2)}…`)
})

/** Each word with its second letter left out, doubled, or changed with the third. */
const mistyped = (word: string): string[] => [
  word[0] + word.slice(2),
  word.slice(0, 2) + word.slice(1),
  word[0] + word[2] + word[1] + word.slice(3),
]

describe('did you mean', () => {
  test.each(commands.filter((name) => name.length > 3))('%s', async (name) => {
    for (const word of mistyped(name)) {
      const { stderr, code } = await mixtura([word, 'stones.csv', '-k', '3'])
      expect({ word, code, stderr }).toEqual({
        word,
        code: 66,
        stderr: expect.stringContaining(`Did you mean the command “${name}”?`),
      })
    }
  })

  test.each(
    program.commands.flatMap((command) =>
      command.options
        // One letter is like any other.
        .filter(({ long }) => long!.length > 3)
        .map(({ long }) => [command.name(), long!] as const),
    ),
  )('%s %s', async (name, flag) => {
    const { stderr, code } = await mixtura([
      name,
      ...(name === 'sample' ? ['-n', '3'] : []),
      `${flag.slice(0, -1)}${flag.at(-1)}${flag.at(-1)}`,
    ])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean')
    expect(stderr).toContain(flag)
  })

  test.each(['--columns', '--weights', '--truth'])('a column, for %s', async (flag) => {
    const model = join(directory, 'model.json')
    writeFileSync(
      model,
      '{"weights_":[1],"means_":[[0]],"covariances_":[[[1]]],"covariance_type":"full","feature_names_in_":["width"]}',
    )
    const { stderr, code } = await mixtura(['score', model, '-', flag, 'heigth'], { stdin: 'width,height\n1,2\n2,3\n' })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Did you mean “height”?') })
  })
})
