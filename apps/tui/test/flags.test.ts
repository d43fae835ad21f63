import { GaussianMixture } from '@mixtura/core'
import { Command } from 'commander'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exitCodes } from '../src/exit.ts'
import { addDataOptions } from '../src/options.ts'
import { createProgram } from '../src/program.ts'
import { mixtura, nowhere, type Outcome } from './streams.ts'

// Every flag of every command has a check here, and there is no check for a flag that does not exist.

/** Runs the command with more arguments, on a table by stdin. */
type Run = (argv: readonly string[], stdin?: string | Uint8Array) => Promise<Outcome>
type Check = (run: Run) => Promise<void>
type Checks = Record<string, Check>

const directory = mkdtempSync(join(tmpdir(), 'mixtura-flags-'))

/** Eighty rows in two groups, with a weight and the group in columns of their own. */
const table = (separator = ',', decimal = '.', header = true): string => {
  const rows = Array.from({ length: 80 }, (_, i) => {
    const group = i % 2
    return [group * 5 + Math.sin(i) + i / 40, Math.cos(3 * i) + group * Math.sin(2 * i), 1 + (i % 3), group]
  })
  const lines = rows.map((row) => row.map((value) => value.toFixed(3).replace('.', decimal)).join(separator))
  return [...(header ? [['x', 'y', 'w', 'group'].join(separator)] : []), ...lines, ''].join('\n')
}

const modelFile = join(directory, 'model.json')
const [round, wide] = [
  [
    [1, 0],
    [0, 1],
  ],
  [
    [2, 0.5],
    [0.5, 1],
  ],
]
writeFileSync(
  modelFile,
  JSON.stringify(
    new GaussianMixture({
      weights: [0.5, 0.5],
      means: [
        [1, 0],
        [6, 0],
      ],
      covariances: [round, wide],
    }),
  ),
)

const xy = ['--columns', 'x,y']

/** Both succeed, and print something else. */
const differs =
  (argv: string[], without: string[] = [], stdin?: string): Check =>
  async (run) => {
    const [withFlag, withoutIt] = [await run(argv, stdin), await run(without, stdin)]
    expect(withFlag).toMatchObject({ code: 0 })
    expect(withoutIt).toMatchObject({ code: 0 })
    expect(withFlag.stdout).not.toBe(withoutIt.stdout)
  }
/** Succeeds with the flag only. */
const needed =
  (argv: string[], rest: string[], code: number, stdin?: string | Uint8Array): Check =>
  async (run) => {
    expect(await run([...argv, ...rest], stdin)).toMatchObject({ code: 0 })
    expect((await run(rest, stdin)).code).toBe(code)
  }
/** Prints this. */
const prints =
  (argv: string[], expected: string | RegExp): Check =>
  async (run) =>
    expect((await run(argv)).stdout).toMatch(expected)

const everywhere: Checks = {
  '--color': differs(['--color', 'always', ...xy], ['--color', 'never', ...xy]),
}
const reading: Checks = {
  '--columns': differs(['--columns', 'y,w'], xy),
  '--delimiter': needed(['--delimiter', ':'], ['--columns', '1,2'], 2, table(':')),
  '--decimal': needed(['--decimal', ','], xy, 65, table(';', ',')),
  '--header': differs(['--header', 'yes', '--columns', '1,2'], ['--columns', '1,2'], table(',', '.', false)),
  '--no-header': needed(['--no-header', '--skip-bad-rows'], ['--columns', 'x1,x2'], 2),
  '--thousands': needed(['--thousands', ','], xy, 65, table().replace(/^0\.000/m, '"1,000"')),
  '--na': async (run) => {
    const gaps = table().replace(/^0\.000/m, '-999')
    expect((await run([...xy], gaps)).code).toBe(0)
    expect(await run(['--na', '-999,x', ...xy], gaps)).toMatchObject({ code: 65 })
  },
  '--skip': needed(['--skip', '2'], xy, 2, `Stones\nof May\n${table()}`),
  '--comment': needed(['--comment', '%'], xy, 65, table().replace('\n', '\n% half\n')),
  '--no-comment': async (run) => {
    const noted = `# a, b\n${table()}`
    expect((await run(xy, noted)).code).toBe(0)
    expect((await run([...xy, '--no-comment'], noted)).code).toBe(65)
  },
  '--encoding': needed(['--encoding', 'utf-16le'], xy, 65, Buffer.from(table(), 'utf16le')),
  '--quiet': async (run) => {
    expect((await run(xy)).reading).toContain('header yes, delimiter comma, decimal point')
    expect((await run([...xy, '--quiet'])).reading).toBe('')
  },
  '--skip-bad-rows': needed(['--skip-bad-rows'], xy, 65, table().replace(/^0\.000/m, 'n/a')),
}
const weighing: Checks = { '--weights': differs(['--weights', 'w', ...xy], xy) }
const writing: Checks = {
  '--output': async (run) => {
    const path = join(directory, 'output')
    const { stdout } = await run(xy)
    expect(await run(['-o', path, ...xy])).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(path, 'utf8')).toBe(stdout)
  },
}
const presets: Checks = {
  '--data-seed': async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map((seed) => mixtura(['report', 'three-students', '--data-seed', seed, '--max-iterations', '1'])),
    )
    expect(one.stdout).toContain('seed 1')
    expect(two.stdout).not.toBe(one.stdout)
  },
}
const fitting: Checks = {
  '--components': differs(['-k', '3', ...xy], xy),
  '--covariance': differs(['--covariance', 'spherical', ...xy], xy),
  '--init': differs(['--init', 'random', '--max-iterations', '1', ...xy], ['--max-iterations', '1', ...xy]),
  '--seed': differs(
    ['--seed', '5', '--init', 'random', '--max-iterations', '1', ...xy],
    ['--init', 'random', '--max-iterations', '1', ...xy],
  ),
  '--tolerance': differs(['--tolerance', '1e-2', ...xy], ['--tolerance', '1e-9', ...xy]),
  '--max-iterations': prints(['--max-iterations', '2', '--tolerance', '0', ...xy], 'after 2 iterations'),
  '--regularization': differs(['--regularization', '0.5', ...xy], xy),
  '--on-collapse': async (run) => {
    const collapsing = `x,y\n${'1,1\n'.repeat(20)}${Array.from({ length: 20 }, (_, i) => `${5 + Math.sin(i)},${Math.cos(i * i)}\n`).join('')}`
    expect(await run([], collapsing)).toMatchObject({ code: 0 })
    expect(await run(['--on-collapse', 'error'], collapsing)).toMatchObject({ code: 4 })
    expect((await run(['--on-collapse', 'drop'], collapsing)).stdout).toContain('it was removed')
  },
}

const commands: Record<string, { base: string[]; checks: Checks }> = {
  live: {
    base: ['live', '-', '-k', '2'],
    checks: {
      ...everywhere,
      ...reading,
      ...weighing,
      ...presets,
      ...fitting,
      // Without a terminal there is nothing to draw; that they are obeyed in one is tested in live.pty.test.ts.
      '--marker': async (run) => expect(await run(['--marker', 'ascii', ...xy])).toMatchObject({ code: 0 }),
      '--screen-reader': async (run) => expect(await run(['--screen-reader', ...xy])).toMatchObject({ code: 0 }),
    },
  },
  report: {
    base: ['report', '-', '-k', '2'],
    checks: { ...everywhere, ...reading, ...weighing, ...presets, ...fitting },
  },
  fit: {
    base: ['fit', '-', '-k', '2'],
    checks: {
      ...everywhere,
      ...reading,
      ...weighing,
      ...presets,
      ...fitting,
      ...writing,
      '--restarts': async (run) => {
        const argv = ['-k', '4', '--init', 'random', '--json', ...xy]
        const one = JSON.parse((await run(argv)).stdout)
        const ten = JSON.parse((await run([...argv, '--restarts', '10'])).stdout)
        expect(ten.lml.at(-1)).toBeGreaterThan(one.lml.at(-1))
      },
      '--json': async (run) => {
        const { stdout } = await run(['--json', ...xy])
        expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, model: { columns: ['x', 'y'] }, n: 80, d: 2 })
      },
      '--ndjson': async (run) => {
        const lines = (await run(['--ndjson', '--max-iterations', '3', '--tolerance', '0', ...xy])).stdout
          .trim()
          .split('\n')
        expect(lines.map((line) => JSON.parse(line).iteration)).toEqual([0, 1, 2, 3])
      },
      '--trace': async (run) => {
        const path = join(directory, 'trace.csv')
        const { stdout } = await run(['--trace', path, '--json', ...xy])
        const [heading, ...rows] = readFileSync(path, 'utf8').trim().split('\n')
        expect(heading).toBe('iteration,lml,gain')
        expect(rows.slice(1).map((row) => Number(row.split(',')[1]))).toEqual(JSON.parse(stdout).lml)
      },
      '--strict': async (run) => {
        expect(await run(['--strict', ...xy])).toMatchObject({ code: 0 })
        expect(await run(['--strict', '--max-iterations', '1', ...xy])).toMatchObject({ code: 3 })
      },
    },
  },
  predict: {
    base: ['predict', modelFile, '-'],
    checks: {
      ...reading,
      ...writing,
      '--zero-based': async (run) => {
        const labelsOf = ({ stdout }: Outcome): number[] =>
          stdout
            .trim()
            .split('\n')
            .slice(1)
            .map((line) => Number(line.split(',')[4]))
        const [people, programs] = [await run(xy), await run(['--zero-based', ...xy])]
        expect(people.stdout).toMatch(/^x,y,w,group,label,r1,r2\n/)
        expect(programs.stdout).toMatch(/^x,y,w,group,label,r0,r1\n/)
        expect(new Set(labelsOf(people))).toEqual(new Set([1, 2]))
        expect(labelsOf(people)).toEqual(labelsOf(programs).map((label) => label + 1))
      },
    },
  },
  score: {
    base: ['score', modelFile, '-'],
    checks: {
      ...reading,
      ...weighing,
      ...writing,
      '--truth': prints(['--truth', 'group', ...xy], /accuracy after matching labels +1\n/),
      '--json': async (run) => {
        const scores = JSON.parse((await run(['--json', ...xy])).stdout)
        expect(scores.logLikelihood).toBeCloseTo(80 * scores.lml, 10)
      },
    },
  },
  sample: {
    base: ['sample', modelFile],
    checks: {
      '--count': async (run) => expect((await run(['-n', '7'])).stdout.trim().split('\n')).toHaveLength(8),
      '--seed': differs(['-n', '5', '--seed', '1'], ['-n', '5', '--seed', '2']),
      '--zero-based': async (run) => {
        const labelsOf = async (...argv: string[]): Promise<number[]> =>
          (await run(['-n', '50', ...argv])).stdout
            .trim()
            .split('\n')
            .slice(1)
            .map((line) => Number(line.split(',')[2]))
        expect(new Set(await labelsOf())).toEqual(new Set([1, 2]))
        expect(await labelsOf('--zero-based')).toEqual((await labelsOf()).map((label) => label - 1))
      },
      '--output': async (run) => {
        const path = join(directory, 'sample.csv')
        expect(await run(['-n', '5', '-o', path])).toMatchObject({ code: 0, stdout: '' })
        expect(readFileSync(path, 'utf8')).toMatch(/^x1,x2,label\n/)
      },
    },
  },
  select: {
    base: ['select', '-', '--k', '1,2', '--covariance', 'full'],
    checks: {
      ...everywhere,
      ...reading,
      ...weighing,
      ...writing,
      '--data-seed': async () => {
        const argv = ['select', 'three-students', '--k', '1', '--data-seed']
        const [one, two] = [await mixtura([...argv, '1']), await mixtura([...argv, '2'])]
        expect(two.stdout).not.toBe(one.stdout)
      },
      '--k': prints(['--k', '1..3', ...xy], /^ {2}3 /m),
      '--covariance': prints(['--covariance', 'tied,diag', ...xy], /^ {2}K +tied +diag$/m),
      '--sample-size': prints(['--sample-size', '1000', '--criterion', 'bic', ...xy], /best: .* BIC/),
      '--criterion': prints(['--criterion', 'aic', ...xy], /best: .* AIC/),
      '--restarts': differs(['--k', '7', '--restarts', '20', ...xy], ['--k', '7', ...xy]),
      '--seed': differs(
        ['--k', '25', '--covariance', 'spherical', '--seed', '1000', ...xy],
        ['--k', '25', '--covariance', 'spherical', ...xy],
      ),
      '--regularization': differs(['--regularization', '0.5', ...xy], xy),
      '--json': async (run) => {
        const document = JSON.parse((await run(['--json', ...xy])).stdout)
        expect(document.candidates).toHaveLength(2)
        expect(document.model.weights).toHaveLength(document.best.components)
      },
    },
  },
  plot: {
    base: ['plot', '-'],
    checks: {
      '--color': differs(['--color', 'always', '--model', modelFile, ...xy], ['--model', modelFile, ...xy]),
      ...reading,
      ...writing,
      '--data-seed': async () => {
        const [one, two] = await Promise.all(
          ['1', '2'].map((seed) => mixtura(['plot', 'two-moons', '--data-seed', seed])),
        )
        expect(one.stdout).not.toBe(two.stdout)
      },
      '--model': prints(['--model', modelFile, ...xy], /^ 2 ▲ +0\.500/m),
      '--axes': prints(['--axes', '3,1', '--columns', 'x,y,w'], /^w → x ↑$/m),
      '--format': prints(['--format', 'svg', ...xy], /^<svg /),
      '--marker': async (run) =>
        expect((await run(['--marker', 'ascii', '--model', modelFile, ...xy])).stdout).toMatch(/^[\n -~]+$/),
      '--width': async (run) => {
        const { stdout } = await run(['--width', '40', ...xy])
        for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
      },
      '--height': async (run) =>
        expect((await run(['--height', '9', ...xy])).stdout.trimEnd().split('\n').length).toBe(9),
    },
  },
  generate: {
    base: ['generate', 'three-students'],
    checks: {
      '--count': async (run) => expect((await run(['-n', '7'])).stdout.trim().split('\n')).toHaveLength(8),
      '--seed': differs(['--seed', '1'], []),
      '--output': async (run) => {
        const path = join(directory, 'stones.csv')
        expect(await run(['-o', path])).toMatchObject({ code: 0, stdout: '' })
        expect(readFileSync(path, 'utf8')).toBe((await run([])).stdout)
      },
    },
  },
  completion: {
    base: ['completion', 'bash'],
    checks: {},
  },
}

const program = createProgram({ streams: nowhere(), finish: () => {} })
const flagsOf = (name: string): string[] =>
  program.commands.find((command) => command.name() === name)!.options.map(({ long }) => long!)

test('the table has every command, and every flag of each', () => {
  const inTable = Object.entries(commands).map(([name, { checks }]) => [
    name,
    Object.keys(checks)
      .filter((flag) => flag !== '--color')
      .sort(),
  ])
  const inProgram = program.commands.map((command) => [command.name(), flagsOf(command.name()).sort()])
  expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(inProgram))
})

const rows = Object.entries(commands).flatMap(([name, { base, checks }]) =>
  Object.entries(checks).map(([flag, check]) => ({ name, flag, base, check })),
)

test.each(rows)('$name $flag', async ({ base, check }) => {
  expect.hasAssertions()
  await check((argv, stdin = table()) => mixtura([...base, ...argv], { stdin }))
})

test('the docs say of every flag of reading what is done without it', () => {
  const page = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8')
  const [, section = ''] = /^## How a file is read\n(.*?)^## /ms.exec(page) ?? []
  const flags = addDataOptions(new Command()).options.map(({ long }) => long)
  expect(flags.length).toBeGreaterThan(9)
  expect(flags.filter((flag) => flag !== '--quiet' && !new RegExp(`\`${flag}[ \`]`).test(section))).toEqual([])
  expect(section).toContain('`-q`')
})

test('the docs list every exit code', () => {
  const page = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8')
  const listed = [...page.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
  expect(listed).toEqual(Object.values(exitCodes).sort((a, b) => a - b))
})
