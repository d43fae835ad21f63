import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const room = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...readme.matchAll(/```ts\n(.*?)```.*?```text\n(.*?)```/gs)].map(([, code, output]) => [code, output])

test('the README has its two examples', () => {
  expect(examples).toHaveLength(2)
  expect(readme.match(/```ts/g)).toHaveLength(2)
})

test.each(examples)('example %# prints what the README says', (code, output) => {
  // Node itself, from this folder: the package's own name resolves to its sources, which Node strips of types.
  const options = ['--conditions=@mixtura/source', '--input-type=module', '--eval', code]
  expect(execFileSync(process.execPath, options, { cwd: room, encoding: 'utf8' })).toBe(output)
})

test('the README names every export', async () => {
  const entries = await Promise.all([
    import('../src/index.ts'),
    import('../src/contours.ts'),
    import('../src/figures.ts'),
  ])
  const names = entries.flatMap((entry) => Object.keys(entry))
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(readme))).toEqual([])
})
