import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What every command says of itself, into .generated/command.md. */

const program = fileURLToPath(new URL('../../apps/tui/dist/main.js', import.meta.url))
const help = (...command: string[]): string =>
  execFileSync(process.execPath, [program, ...command, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100' },
  })

const commands = [...help().matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name)
const sections = commands.map((name) => `### mixtura ${name}\n\n\`\`\`text\n${help(name).trimEnd()}\n\`\`\`\n`)
const folder = new URL('../.generated/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('command.md', folder), sections.join('\n'))
