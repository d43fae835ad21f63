import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import * as core from '../src/index.ts'
import * as remote from '../src/remote/index.ts'

/**
 * Every value this package exports has a docstring with an example, and every `expression // → text` in it evaluates
 * to what inspects as that text.
 */

const src = new URL('../src/', import.meta.url)
const target = new URL('../reports/examples/', import.meta.url)
mkdirSync(target, { recursive: true })

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('testing'))
  .map((name) => readFileSync(new URL(name, src), 'utf8'))
  .join('\n')

function exampleOf(name: string): string | undefined {
  const declared = new RegExp(
    `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(?:function\\*?|class|const) ${name}\\b`,
  )
  const doc = declared.exec(sources)?.[1]
  const example = doc?.split('@example\n')[1]
  return example?.replace(/^ *\* ?/gm, '').split(/^@/m)[0]
}

const rooms = { '../../src/index.ts': Object.keys(core), '../../src/remote/index.ts': Object.keys(remote) }
/** What is another package's own, and explained there. */
const passedOn = new Set(['Matrix'])
const names = Object.values(rooms)
  .flat()
  .filter((name) => !passedOn.has(name))
  .sort()

describe.each(names)('%s', (name) => {
  const example = exampleOf(name)

  test('has an example that holds', async () => {
    expect(example, `no @example before the declaration of ${name}`).toBeDefined()
    const promised: string[] = []
    const program = example!.replace(/^(.*?) \/\/ → (.*)$/gm, (_, expression: string, text: string) => {
      promised.push(text)
      return `seen.push(${expression.replace(/^\s+/, '')})`
    })
    expect(promised.length).toBeGreaterThan(0)
    const file = new URL(`${name}.ts`, target)
    const imports = Object.entries(rooms).map(([room, names]) => `import { ${names.join(', ')} } from '${room}'\n`)
    writeFileSync(file, `${imports.join('')}export const seen: unknown[] = []\n${program}`)
    vi.resetModules()
    const { seen } = (await import(fileURLToPath(file))) as { seen: unknown[] }
    expect(
      seen.map((value) => (typeof value === 'string' ? value : inspect(value, { breakLength: Infinity }))),
    ).toEqual(promised)
  })
})

const typeNames = ['index.ts', 'remote/index.ts']
  .map((name) => readFileSync(new URL(name, src), 'utf8'))
  .flatMap((index) => [...index.matchAll(/\b(?:type )?([A-Z]\w+)/g)].map(([, name]) => name!))

test('every public field, getter and method has a docstring', () => {
  let members = 0
  const bare: string[] = []
  for (const name of new Set(typeNames)) {
    const body = new RegExp(`^export (?:interface|class) ${name}\\b.*?\\{\\n(.*?)^\\}`, 'ms').exec(sources)?.[1]
    if (body === undefined) continue
    const lines = body.split('\n')
    lines.forEach((line, i) => {
      const member = /^ {2}(?:static |readonly |get )*([a-z]\w*)[?(:]/.exec(line)?.[1]
      if (member === undefined || member === 'constructor') return
      members++
      if (!lines[i - 1]?.endsWith('*/')) bare.push(`${name}.${member}`)
    })
  }
  expect(bare).toEqual([])
  expect(members).toBeGreaterThan(150)
})

test('all exports were looked at', () => {
  expect(names).toContain('GaussianMixture')
  expect(names.length).toBeGreaterThan(20)
})
