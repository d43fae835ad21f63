import { describe, expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { mixtura, nowhere } from './streams.ts'

// What the library refuses is told by the command in the columns' own names and in flags that it has.

const names = ['width', 'the height']
const rows = Array.from({ length: 30 }, (_, i) => i)

const refused: Record<string, { row: (i: number) => readonly number[]; name?: string }> = {
  'a constant column': { row: (i) => [i + 0.5, 5], name: 'the height' },
  'a column of no spread': { row: (i) => [i + 0.5, 1e-170 * i], name: 'the height' },
  'another of no spread': { row: (i) => [1e-170 * i, i + 0.5], name: 'width' },
  'two places for three components': { row: (i) => [(i % 2) + 0.5, i % 2] },
  'a collapse': { row: (i) => (i < 15 ? [0.5, 0.5] : [Math.sin(i), Math.cos(i * i)]) },
}
const collapsing = ['-k', '3', '--covariance', 'diag', '--on-collapse', 'error']
const commands = { fit: collapsing, report: collapsing, select: ['--k', '3', '--covariance', 'diag'] }

describe.each(Object.entries(refused))('%s', (_, { row, name }) => {
  test.each(Object.entries(commands))('mixtura %s', async (command, flags) => {
    const csv = [names.join(), ...rows.map((i) => row(i).join()), ''].join('\n')
    const { stdout, stderr } = await mixtura([command, '-', '-q', '--columns', '1,2', ...flags], { stdin: csv })
    const said = stdout + stderr
    if (name) expect(said).toContain(`olumn “${name}”`)
    expect(said).not.toMatch(/[Cc]olumn \d|[Cc]omponent 0|regularization >|onCollapse|covariance:|components:|maxRatio/)
    const program = createProgram({ streams: nowhere(), finish: () => {} })
    const known = program.commands.find((one) => one.name() === command)!.options.map(({ long }) => long)
    for (const [flag] of stderr.matchAll(/--[a-z-]+/g)) expect(known).toContain(flag)
  })
})
