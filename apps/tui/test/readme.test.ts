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
  expect(execFileSync('sh', ['-ec', script], { cwd: directory, env, encoding: 'utf8' })).toBe(output)
})
