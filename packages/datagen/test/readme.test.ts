import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as datagen from '../src/index.ts'

const room = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the example prints what the README says', () => {
  const [, code, output] = /```ts\n(.*?)```.*?```text\n(.*?)```/s.exec(readme)!
  expect(readme.match(/```ts/g)).toHaveLength(1)
  // Node itself, from this folder: the package's own name resolves to its sources, which Node strips of types.
  const options = ['--conditions=@mixtura/source', '--input-type=module', '--eval', code]
  expect(execFileSync(process.execPath, options, { cwd: room, encoding: 'utf8' })).toBe(output)
})

test('the table of presets is the presets', () => {
  const rows = datagen.presets.map(
    ({ id, size, dimension, componentCount, description }) =>
      `| \`${id}\` | ${size} × ${dimension} | ${componentCount} | ${description.en} |`,
  )
  expect(readme).toContain(`|---|---|---|---|\n${rows.join('\n')}\n\n`)
})

test('the README names every export', () => {
  expect(Object.keys(datagen).filter((name) => !new RegExp(`\\b${name}\\b`).test(readme))).toEqual([])
})
