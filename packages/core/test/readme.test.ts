import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as core from '../src/index.ts'
import * as remote from '../src/remote/index.ts'
import * as testing from '../src/testing/index.ts'

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

test('the README names every export', () => {
  const names = [core, remote, testing].flatMap((entry) => Object.keys(entry))
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(readme))).toEqual([])
})
