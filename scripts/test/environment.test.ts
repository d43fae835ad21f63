// The variables of the environment that README and CONTRIBUTING name for npm's tasks.
import { execFile, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { root } from '../lib/run.mjs'

/** Runs Node on some code or a script. @returns its exit code and what it wrote */
function node(args: string[], env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { cwd: root, env: { ...process.env, ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

describe('PORT', () => {
  test.each(['start', 'web'])('is refused by npm’s task %s before any work where it is no port', async (task) => {
    for (const PORT of ['http', '-1', '65536', '4173.5', '0x10', '1e3', ' 80']) {
      const { code, stdout, stderr } = await node(['scripts/task.mjs', task], { PORT })
      expect({ code, stdout }, PORT).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(`PORT is "${PORT}", which is no port number`)
    }
  })

  /** Serves the page from its sources. @returns the port it says it serves at */
  async function served(PORT: string): Promise<number> {
    const child = spawn(process.execPath, ['scripts/serve.mjs', 'dev'], { cwd: root, env: { ...process.env, PORT } })
    onTestFinished(() => void child.kill())
    let said = ''
    for await (const chunk of child.stdout) {
      said += String(chunk)
      const [, port] = /Web demo: http:\/\/localhost:(\d+)\//.exec(said) ?? []
      if (port) return Number(port)
    }
    throw new Error(`It never said where it serves:\n${said}`)
  }
  /** A port that is free now, held until the test is over where it is asked for. */
  async function freePort(isHeld: boolean): Promise<number> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, resolve))
    const { port } = server.address() as AddressInfo
    const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
    if (isHeld) onTestFinished(close)
    else await close()
    return port
  }

  test('is where the page is served, or the next free one', async () => {
    const free = await freePort(false)
    expect(await served(String(free))).toBe(free)
    const taken = await freePort(true)
    expect(await served(String(taken))).toBeGreaterThan(taken)
  })
})

describe('CHROMIUM', () => {
  const find = `import('./scripts/lib/chromium.mjs').then(({ findChromium }) => console.log(findChromium()))`
  const install = `import('./scripts/lib/chromium.mjs').then(({ installChromium }) => installChromium()).then(console.log)`
  const folder = mkdtempSync(join(tmpdir(), 'mixtura-chromium-'))
  const file = (name: string, mode: number): string => {
    const path = join(folder, name)
    writeFileSync(path, '#!/bin/sh\n')
    chmodSync(path, mode)
    return path
  }

  test('is the browser that is used, before any on PATH', async () => {
    file('chromium', 0o755)
    const mine = file('mine', 0o755)
    expect((await node(['--eval', find], { CHROMIUM: mine, PATH: folder })).stdout).toBe(`${mine}\n`)
    expect((await node(['--eval', find], { CHROMIUM: '', PATH: folder })).stdout).toBe(`${join(folder, 'chromium')}\n`)
  })

  test('that is no executable file is said, and nothing is installed in its place', async () => {
    for (const CHROMIUM of [join(folder, 'missing'), file('text', 0o644), folder]) {
      expect((await node(['--eval', find], { CHROMIUM, PATH: folder })).stdout).toBe('undefined\n')
      const { stdout, stderr } = await node(['--eval', install], { CHROMIUM, PATH: folder })
      expect(stdout).toBe('undefined\n')
      expect(stderr).toBe(
        `CHROMIUM is "${CHROMIUM}", which is no executable file; correct it, or leave it out to have one found.\n`,
      )
    }
  })
})
