import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

test('the example of the README prints what the README says', async () => {
  const readme = read('../README.md')
  const [, example, output] = /```ts\n(.*?)```.*?```text\n(.*?)```/s.exec(readme)!
  expect(readme.match(/```ts/g)).toHaveLength(1)
  expect(read('readme-example.ts')).toBe(example)

  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words.join(' ')))
  await import('./readme-example.ts')
  const lines = output!.trim().split('\n')
  await vi.waitFor(() => expect(printed.length).toBeGreaterThanOrEqual(lines.length), 10_000)
  log.mockRestore()
  expect(printed).toEqual(lines)
})

test('the README names every export', async () => {
  const entries = await Promise.all([import('../src/index.ts'), import('../src/testing.ts')])
  const names = entries.flatMap((entry) => Object.keys(entry))
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(read('../README.md')))).toEqual([])
})
