// What stands behind `npm start`, `npm test` and `npm run web`, `tui` and `pack`; each first sets up all it needs.
// This file and what it imports run before anything is installed: Node's own modules only, Node ≥ 20.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium, installChromium } from './lib/chromium.mjs'
import { countTests } from './lib/counts.mjs'
import { clearReports, listSuites, readReport } from './lib/suites.mjs'
import { environment, Failure, must, root, run } from './lib/run.mjs'
import { build, check, install } from './lib/setup.mjs'

/** @type {Record<string, (args: string[]) => Promise<number>>} name → task; it resolves to the exit code */
const tasks = {
  /** The report of the three students, then the built web page until Ctrl-C. */
  async start() {
    checkPort()
    await install()
    await build('mixtura', '@mixtura/web')
    await must('The report', run('node', ['apps/tui/dist/main.js', 'report']))
    return run('node', ['scripts/serve.mjs', 'preview'])
  },

  /** Build, types, lint and every test; the last line printed is the count. */
  async test() {
    const [chromium] = await Promise.all([findChromium() ?? installChromium(), install()])
    if (chromium) environment.CHROMIUM = chromium

    const suites = listSuites()
    clearReports(suites)
    const turboRun = await check()
    const { passed, failed, skipped, reasons } = countTests(suites.map(readReport), turboRun)

    console.log(['', ...reasons].join('\n'))
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
    return failed > 0 ? 1 : 0
  },

  /** The web page from its sources, reloading on every change. */
  async web() {
    checkPort()
    await install()
    await build('@mixtura/web^...')
    return run('node', ['scripts/serve.mjs', 'dev'])
  },

  /** The packages as the registry would have them, into packed/: to be installed before they are there, or to be looked into. */
  async pack() {
    await install()
    await build('./packages/*', 'mixtura')
    rmSync(join(root, 'packed'), { recursive: true, force: true })
    const filters = ['--filter=./packages/*', '--filter=mixtura']
    await must(
      'Packing',
      run('pnpm', [...filters, 'pack', '--pack-destination', join(root, 'packed')], { quiet: true }),
    )
    console.log(
      readdirSync(join(root, 'packed'), { encoding: 'utf8' })
        .map((name) => `packed/${name}`)
        .join('\n'),
    )
    return 0
  },

  /** The terminal app, or with arguments the `mixtura` command: `npm run tui -- fit data.csv`. */
  async tui(args) {
    await install()
    await build('mixtura')
    return run('node', ['apps/tui/dist/main.js', ...args])
  },
}

/** Refuses a PORT that is no port before any work is done. */
function checkPort() {
  const { PORT } = process.env
  if (PORT && !(/^\d{1,5}$/.test(PORT) && Number(PORT) < 65_536)) {
    throw new Failure(`PORT is "${PORT}", which is no port number; use 1 … 65535, or leave it out.`, 2)
  }
}

const [name = '', ...args] = process.argv.slice(2)
const task = tasks[name]
try {
  if (!task) throw new Failure(`usage: node scripts/task.mjs ${Object.keys(tasks).join('|')}`, 2)
  process.exitCode = await task(args)
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}
