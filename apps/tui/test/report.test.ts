import { expect, test } from 'vitest'
import { fixture } from './fixtures.ts'
import { mixtura } from './streams.ts'

/** Lines that hold these numbers side by side, as a reader sees them. */
const row = (name: string, ...values: number[]): RegExp =>
  new RegExp(`^ ${name} +${values.map((value) => value.toFixed(3).replace('.', '\\.')).join(' +')}$`, 'm')

test('without a terminal the report shows the notebook’s fit of its own stones', async () => {
  const { code, stdout, stderr } = await mixtura([])
  expect(code).toBe(0)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^ mixtura · Three students {2,}500 stones · seed 12$/m)
  expect(stdout).toContain('after 50 iterations')
  expect(stdout).toContain(`${fixture.initLml.toFixed(7)} at the start`)
  expect(stdout).toContain('-2.8838313 at the end')
  expect(stdout).toContain('rose 50 of 50 times')

  const [, full] = /at the end \((-[\d.]+)\)/.exec(stdout)!
  expect(Math.abs(Number(full) - fixture.lml[49])).toBeLessThan(1e-9)

  const { weights, means, covariances } = fixture.final
  const beside = (fitted: (k: number) => number, truth: number[]): number[] =>
    truth.flatMap((value, k) => [fitted(k), value])
  expect(stdout).toMatch(row('weight', ...beside((k) => weights[k], [1 / 3, 1 / 3, 1 / 3])))
  expect(stdout).toMatch(row('mean x', ...beside((k) => means[k][0], [2, 4, 5.5])))
  expect(stdout).toMatch(row('mean y', ...beside((k) => means[k][1], [5, 4, 4])))
  expect(stdout).toMatch(row('var x', ...beside((k) => covariances[k][0][0], [0.2, 0.5, 0.3])))
  expect(stdout).toMatch(row('cov x, y', ...beside((k) => covariances[k][0][1], [-0.25, 0.3, -0.2])))
  expect(stdout).toMatch(row('var y', ...beside((k) => covariances[k][1][1], [1, 1, 0.5])))
  expect(stdout).toContain('accuracy after matching labels  0.928 (464 of 500 stones)')
})

test('the report fits 80 columns, in plain text', async () => {
  const { stdout } = await mixtura(['report'])
  for (const line of stdout.split('\n')) {
    expect(line.length).toBeLessThanOrEqual(80)
    expect(line).toBe(line.trimEnd())
  }
  expect(stdout).not.toContain('\u001B')
})

test('`mixtura` and `mixtura report` print the same', async () => {
  expect(await mixtura([])).toEqual(await mixtura(['report']))
})

test('the report follows the options it is given', async () => {
  const { stdout } = await mixtura(['report', '-k', '2', '--covariance', 'spherical', '--max-iterations', '7'])
  expect(stdout).toContain('2 components · spherical covariances')
  expect(stdout).toContain('after 7 iterations')
  expect(stdout).toMatch(/^ component +● 1 +▲ 2$/m)
})
