import { GaussianMixture } from '@mixtura/core'
import { presetById } from '@mixtura/datagen'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { docPages } from '../../apps/web/src/lib/doc-pages.ts'
import { unpack } from '../../apps/web/src/lib/packed.ts'
import { demoStates, stateInLink, type DemoState } from '../demo-states.ts'
import { fragmentOf } from '../demo.data.ts'

const states: [string, DemoState][] = Object.entries(demoStates)

describe.each(states)('the link to the state %s', (name, state) => {
  test('is what the demo unpacks', async () => {
    const [version, packed] = fragmentOf(state).split('.')
    expect(version).toBe('1')
    expect(JSON.parse(await unpack(packed))).toEqual(stateInLink(state))
  })

  test('leads to data and a start that there are, and to a half-step of that run', () => {
    const { data, components, init, seed = 0, cursor } = state
    const { make, measured, size } = presetById(data.preset as Parameters<typeof presetById>[0])
    if (measured) expect(data.n).toBe(size)
    const { points } = make(measured ? {} : { n: data.n, seed: data.seed })
    const run = (): number => GaussianMixture.fit(points, { components, init, seed, onCollapse: 'error' }).iterations
    if (name === 'collapse') expect(run).toThrow(/component/)
    else expect(2 * run()).toBeGreaterThanOrEqual(cursor)
  })
})

// The API is written by the build, which ends where a link leads nowhere.
const pointedTo = Object.values(docPages).filter((address) => !address.startsWith('api/'))

test.each(pointedTo)('%s, to which the demo points, is there', (address) => {
  const [page = '', heading] = address.split('#')
  const text = readFileSync(new URL(`../${page.replace('.html', '.md')}`, import.meta.url), 'utf8')
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/\W+/g, '-'))
  expect(headings).toContain(heading ?? headings[0])
})

test('every link in the pages has its state, and every state its link', () => {
  const docs = new URL('../', import.meta.url)
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(guides\/)?[\w-]+\.md$/.test(name))
    .map((name) => readFileSync(new URL(name, docs), 'utf8'))
  const linked = pages.flatMap((page) => [...page.matchAll(/<Demo state="([\w-]+)">/g)].map(([, state]) => state))
  expect([...new Set(linked)].sort()).toEqual(Object.keys(demoStates).sort())
})
