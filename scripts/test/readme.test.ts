import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../lib/run.mjs'

test('the README’s program prints what it says', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, code, output] = /```ts\n(.*?)```\n\n```text\n(.*?)```/s.exec(readme)!
  const options = ['--conditions=@mixtura/source', '--input-type=module-typescript', '--eval', code]
  expect(execFileSync(process.execPath, options, { cwd: join(root, 'scripts'), encoding: 'utf8' })).toBe(output)
})
