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

test('the README names every export and every code', async () => {
  const names = Object.keys(await import('../src/index.ts'))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !readme.includes(name))).toEqual([])
  const errors = readFileSync(new URL('../src/errors.ts', import.meta.url), 'utf8')
  const codes = [...errors.matchAll(/^ {2}\| '([a-z-]+)'$/gm)].map(([, code]) => code!)
  expect(codes.length).toBeGreaterThan(15)
  expect(codes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([])
})
