import { Dataset, GaussianMixture } from '@mixtura/core'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from './terminal.ts'

test('a large file is fitted on workers, with the numbers of one thread', () => {
  const rows = Array.from({ length: 150_000 }, (_, i) => [3 * (i % 3) + Math.sin(i * i), (i % 3) - Math.cos(7 * i)])
  const file = join(mkdtempSync(join(tmpdir(), 'mixtura-workers-')), 'large.csv')
  writeFileSync(file, `a,b\n${rows.map((row) => row.join()).join('\n')}\n`)
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
