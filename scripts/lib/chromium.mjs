// Chromium, which the browser tests drive: found, or installed where that is a matter of course.
import { existsSync, readFileSync } from 'node:fs'
import { isExecutable, programsOnPath } from './programs.mjs'
import { run } from './run.mjs'

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @returns {string | undefined} the path of $CHROMIUM, or else of the first Chromium or Chrome on PATH or in macOS's place */
export function findChromium() {
  const { CHROMIUM } = process.env
  if (CHROMIUM) return isExecutable(CHROMIUM) ? CHROMIUM : undefined
  return programsOnPath(commands)[0] ?? applications.find(isExecutable)
}

/**
 * Installs Debian's Chromium when run as root on Debian; elsewhere says how to get one. Never fails: without a browser
 * the tests that need one do.
 * @returns {Promise<string | undefined>} its path
 */
export async function installChromium() {
  const { CHROMIUM } = process.env
  if (CHROMIUM) {
    console.error(
      `CHROMIUM is "${CHROMIUM}", which is no executable file; correct it, or leave it out to have one found.`,
    )
    return undefined
  }
  if (isDebian() && process.getuid?.() === 0) {
    console.error('Installing Chromium for the browser tests (once) …')
    const updated = await run('apt-get', ['update'], { quiet: true })
    const install = ['install', '-y', '--no-install-recommends', 'chromium']
    if (updated === 0) await run('apt-get', install, { quiet: true })
  }
  const path = findChromium()
  if (!path) console.error(`The browser tests need Chromium: ${remedy()}, or set CHROMIUM to its path.`)
  return path
}

function remedy() {
  if (process.platform === 'darwin') return 'brew install --cask chromium'
  return isDebian() ? 'sudo apt-get install chromium' : 'install the package "chromium"'
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
