import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'

/**
 * Writes the service worker that keeps the page for when there is no network: all files of one build, under one name. A
 * new build is fetched whole beside the old one, and takes its place when no page of the old one is open any more, so that
 * no page is ever made of two.
 */
export function offline(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'offline',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const built = Object.entries(bundle).filter(([name]) => !/\.(map|ttf|woff)$/.test(name))
        const served = readdirSync(config.publicDir, { recursive: true, encoding: 'utf8' })
        const hash = createHash('sha256')
        for (const [name, file] of built) hash.update(name).update('code' in file ? file.code : file.source)
        for (const name of served) hash.update(name).update(readFileSync(join(config.publicDir, name)))
        const files = ['./', ...built.map(([name]) => name).filter((name) => name !== 'index.html'), ...served]
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: serviceWorker(hash.digest('hex').slice(0, 16), files),
        })
      },
    },
  }
}

function serviceWorker(version: string, files: readonly string[]): string {
  return `const NAME = 'mixtura-${version}'
const FILES = ${JSON.stringify(files)}

addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))))
})

addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith('mixtura-') && name !== NAME
  const cleared = caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
  // The page of the first visit, too, takes what it loads later from here.
  event.waitUntil(cleared.then(() => clients.claim()))
})

addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return
  // Other pages may be served below this one: only its own address is answered with it, whatever its query.
  const path = new URL(event.request.url).pathname
  const home = new URL(registration.scope).pathname
  const wanted = path === home || path === home + 'index.html' ? './' : event.request
  event.respondWith(
    caches.open(NAME)
      .then((cache) => cache.match(wanted, { ignoreVary: true }))
      .then((kept) => kept ?? fetch(event.request)),
  )
})
`
}
