// Serves the web page until Ctrl-C (or SIGTERM), which is its ordinary end: exit code 0.
// usage: node scripts/serve.mjs preview|dev; PORT is honoured, a taken port gives the next free one.
import { fileURLToPath } from 'node:url'
import { createServer, preview } from 'vite'

const listening = { port: Number(process.env.PORT || 4173) }
/** @type {import('vite').InlineConfig} */
const config = {
  root: fileURLToPath(new URL('../apps/web', import.meta.url)),
  logLevel: 'warn',
  server: listening,
  preview: listening,
}

const server = process.argv[2] === 'dev' ? await (await createServer(config)).listen() : await preview(config)
console.log(`\nWeb demo: ${server.resolvedUrls?.local[0]}   Ctrl-C to stop`)

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    process.exitCode = 0
    await server.close()
    process.exit()
  })
}
