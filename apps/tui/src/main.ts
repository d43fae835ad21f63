#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Kept between runs, compiled code makes the next one start sooner; it must be on before the first import.
enableCompileCache()
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), process)
