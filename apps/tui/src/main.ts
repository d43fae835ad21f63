#!/usr/bin/env node
import module from 'node:module'

// Kept between runs, compiled code makes the next start sooner. It must be on before the first import; Node 20 has none.
module.enableCompileCache?.()
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), process)
