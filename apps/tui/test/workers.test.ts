import { Dataset, GaussianMixture } from '@mixtura/core'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from './terminal.ts'

const rows = Array.from({ length: 150_000 }, (_, i) => [3 * (i % 3) + Math.sin(i * i), (i % 3) - Math.cos(7 * i)])
const file = join(mkdtempSync(join(tmpdir(), 'mixtura-workers-')), 'large.csv')
writeFileSync(file, `a,b\n${rows.map((row) => row.join()).join('\n')}\n`)

test('a large file is fitted on workers, with the numbers of one thread', () => {
  // What Node says of each worker it starts goes to stderr.
  const env = { ...process.env, NODE_DEBUG: 'worker' }
  const { stdout, stderr } = spawnSync(process.execPath, [main, 'fit', file, '-k', '3', '--json'], {
    encoding: 'utf8',
    env,
  })
  const { lml } = GaussianMixture.fit(Dataset.from(rows), { components: 3 })
  const found: number[] = JSON.parse(stdout).lml
  expect(found).toHaveLength(lml.length)
  found.forEach((value, i) => expect(Math.abs(value - lml[i])).toBeLessThan(1e-9))
  expect(stderr).toContain('pool-worker.js')
})

test.each([false, true])('where no worker runs (%s) one thread computes, and that is said', (isPrevented) => {
  const bomb = `process.on('worker', (worker) => { if (${isPrevented}) worker.terminate() })`
  const argv = [
    '--import',
    `data:text/javascript,${encodeURIComponent(bomb)}`,
    main,
    'fit',
    file,
    '-k',
    '3',
    '--json',
    '-q',
  ]
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  expect(status).toBe(0)
  expect(JSON.parse(stdout).converged).toBe(true)
  if (isPrevented) expect(stderr).toMatch(/^mixtura: No worker runs here, so one thread has computed it all: .*\n$/)
  else expect(stderr).toBe('')
})
