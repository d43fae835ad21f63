import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const room = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...readme.matchAll(/```ts\n(.*?)```\n\n```text\n(.*?)```/gs)].map(([, code, output]) => [
  code!,
  output!,
])

test('every block of code in the README has its output beside it', () => {
  expect(examples.length).toBeGreaterThan(0)
  expect(readme.match(/```ts/g)).toHaveLength(examples.length)
})

test.each(examples)('example %# prints what the README says', (code, output) => {
  const options = ['--conditions=@mixtura/source', '--input-type=module-typescript', '--eval', code]
  expect(execFileSync(process.execPath, options, { cwd: room, encoding: 'utf8' })).toBe(output)
})
