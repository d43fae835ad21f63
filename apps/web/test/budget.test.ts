import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = new URL('../dist/', import.meta.url)
const page = readFileSync(new URL('index.html', dist), 'utf8')

// 90 kB until core judged stopping, components and ratios of eigenvalues: what the first paint computes with grew by 3 kB.
test('the JavaScript that the page waits for is at most 93 kB, compressed', () => {
  const scripts = Array.from(page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g), ([, path]) => path!)
  expect(scripts.length).toBeGreaterThan(0)
  const sizes = scripts.map((path) => gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(93_000)
})

test('the page has a strict policy and no inline script', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
  expect(page).not.toMatch(/\sstyle="/)
})
