import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const room = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the example of the README prints what the README says', () => {
  const [, code, output] = /```js\n(.*?)```.*?```text\n(.*?)```/s.exec(readme)!
  expect(readme.match(/```js/g)).toHaveLength(1)
  // Node itself, from this folder: the package's own name resolves to its sources, which Node strips of types.
  const options = ['--conditions=@mixtura/source', '--input-type=module', '--eval', code!]
  expect(execFileSync(process.execPath, options, { cwd: room, encoding: 'utf8' })).toBe(output)
})

test('the README names every export', async () => {
  const names = Object.keys(await import('../src/workers/index.ts'))
  expect(names).toContain('fitAsync')
  expect(names.filter((name) => !readme.includes(name))).toEqual([])
})
