import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from './terminal.ts'

test('the README’s session prints what it says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const [, script, output] = /```sh\n(.*?)```\n\nprints\n\n```text\n(.*?)```/s.exec(readme)!
  const directory = mkdtempSync(join(tmpdir(), 'mixtura-readme-'))
  const command = join(directory, 'mixtura')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`)
  chmodSync(command, 0o755)
  const env = { ...process.env, PATH: `${directory}${delimiter}${process.env.PATH}` }
  const printed = execFileSync('sh', ['-ec', script], { cwd: directory, env, encoding: 'utf8' })
  expect(wordsOf(printed)).toEqual(wordsOf(output).map((word) => (typeof word === 'number' ? near(word) : word)))
})

function wordsOf(text: string): (string | number)[] {
  return text.split(/[\s,]+/).map((word) => (word === '' || Number.isNaN(Number(word)) ? word : Number(word)))
}

/** The last digits depend on whether the machine fuses multiplications and additions. */
function near(expected: number): unknown {
  return expect.toSatisfy((value: number) => Math.abs(value - expected) <= 1e-9 * Math.abs(expected), `${expected}`)
}
