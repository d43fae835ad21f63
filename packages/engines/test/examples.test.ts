import * as core from '@mixtura/core'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import * as workers from '../src/workers/index.ts'

/** The example of every export, with every `expression // → text` in it evaluated and compared. */

const src = new URL('../src/workers/', import.meta.url)
const target = new URL('../reports/examples/', import.meta.url)
mkdirSync(target, { recursive: true })

const sources = readdirSync(src)
  .map((name) => readFileSync(new URL(name, src), 'utf8'))
  .join('\n')

function exampleOf(name: string): string | undefined {
  const declared = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?function ${name}\\b`)
  const doc = declared.exec(sources)?.[1]
  return doc?.split('@example\n')[1]?.replace(/^ *\* ?/gm, '')
}

describe.each(Object.keys(workers))('%s', (name) => {
  test('has an example that holds', async () => {
    const example = exampleOf(name)
    expect(example, `no @example before the declaration of ${name}`).toBeDefined()
    const promised: string[] = []
    const program = example!.replace(/^(.*?) \/\/ → (.*)$/gm, (_, expression: string, text: string) => {
      promised.push(text)
      return `seen.push(${expression})`
    })
    expect(promised.length).toBeGreaterThan(0)
    const file = new URL(`${name}.ts`, target)
    const imports = [
      `import { ${Object.keys(core).join(', ')} } from '@mixtura/core'`,
      `import { ${Object.keys(workers).join(', ')} } from '../../src/workers/index.ts'`,
    ]
    writeFileSync(file, `${imports.join('\n')}\nexport const seen: unknown[] = []\n${program}`)
    const { seen } = (await import(fileURLToPath(file))) as { seen: unknown[] }
    expect(seen.map((value) => inspect(value, { breakLength: Infinity }))).toEqual(promised)
  })
})
