import { GaussianMixture } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { formatLml } from '@mixtura/viz'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main, Terminal, type TerminalOptions } from './terminal.ts'

const start = (options: TerminalOptions = {}, argv: readonly string[] = []): Terminal =>
  new Terminal(process.execPath, [main, ...argv], options)
const isReady = (screen: string): boolean => screen.includes('q quit')

describe('the live view in a pseudo-terminal', () => {
  test('plays to convergence and ends with the library’s own LML', async () => {
    const stones = threeStudents().points
    const { model, lml, iterations } = GaussianMixture.fit(stones, { components: 3 })
    const cwd = mkdtempSync(join(tmpdir(), 'mixtura-'))
    const terminal = start({ cwd })
    await terminal.until(isReady)

    terminal.type('+++++')
    await terminal.until((screen) => screen.includes('full speed'))
    terminal.type(' ')
    const last = [
      'Converged',
      `iter ${iterations} `,
      `LML rose ${iterations} of ${iterations} times`,
      formatLml(lml.at(-1)!),
    ]
    await terminal.until((screen) => last.every((text) => screen.includes(text)))

    terminal.type('M')
    await terminal.until((text) => text.includes('Saved mixtura-model.json'))
    const saved = JSON.parse(readFileSync(join(cwd, 'mixtura-model.json'), 'utf8'))
    expect(saved.iterations).toBe(iterations)
    saved.lml.forEach((value: number, i: number) => expect(Math.abs(value - lml[i])).toBeLessThan(1e-12))
    expect(Math.abs(model.lml(stones) - saved.lml.at(-1))).toBeLessThan(1e-12)
    terminal.type('q')
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
  })

  test('steps, steps back, and redraws whole when the window changes', async () => {
    const terminal = start({ columns: 100, rows: 30 })
    await terminal.until(isReady)
    terminal.type('\u001B[C')
    await terminal.until((screen) => screen.includes('iter 1 '))
    terminal.type('.')
    await terminal.until((screen) => screen.includes('[E]'))
    terminal.type('\u001B[D')
    await terminal.until((screen) => /iter 1 .*\[M\]/.test(screen))
    terminal.type('\u001B[D')
    // A frame may arrive in pieces: what is waited for is all that is looked at.
    await terminal.until((screen) => screen.includes('iter 0/1') && screen.includes('dotted is a first guess'))

    terminal.resize(120, 40)
    const heading = /^ mixtura {2}Three students .* iter 0\/1 .*$/
    await terminal.until(() => heading.test(terminal.lines[0]) && terminal.lines[38].includes('q quit'))
    terminal.resize(60, 20)
    const isBare = (): boolean => terminal.lines.filter((line) => line !== '').length <= 3
    await terminal.until((screen) => screen.includes('80 × 24') && isBare())
    terminal.resize(80, 24)
    const isWhole = (): boolean => terminal.lines[0].includes('mixtura') && terminal.lines[23] === ''
    await terminal.until(() => terminal.lines[22].includes('q quit') && isWhole())
    terminal.type('q')
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
  })
})

describe('its surroundings', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['--marker ascii', ['--marker', 'ascii'], {}, /^[\n -~]*$/],
    ['--marker block', ['--marker', 'block'], {}, /[▀-▟]/],
    ['a locale without more', [], { LC_ALL: '', LC_CTYPE: '', LANG: 'C' }, /^[\n -~]*$/],
    ['a locale with more', [], { LC_ALL: '', LC_CTYPE: '', LANG: 'de_DE.UTF-8' }, /[⠀-⣿]/],
  ])('%s', async (_, argv, env, expected) => {
    const terminal = start({ env }, argv)
    expect(await terminal.until(isReady)).toMatch(expected)
    terminal.type('q')
    await terminal.exited
  })

  test('--screen-reader is heard, not seen', async () => {
    const terminal = start({}, ['--screen-reader'])
    expect(await terminal.until((screen) => /Component 3: .*\./.test(screen))).not.toMatch(/[│─⠀-⣿●▲■]/)
    terminal.type('.')
    await terminal.until((screen) => screen.includes('Iteration 0, E-step, LML -2.9919 per stone.'))
    terminal.type('q')
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
  })

  test('sixteen colours, or none where NO_COLOR asks for it', async () => {
    for (const [env, isColoured] of [
      [{ NO_COLOR: '' }, true],
      [{ NO_COLOR: '1' }, false],
    ] as const) {
      const terminal = start({ env })
      await terminal.until(isReady)
      terminal.type('.')
      await terminal.until((screen) => screen.includes('[E]') && screen.includes('●'))
      expect(terminal.colours).toEqual(isColoured ? expect.arrayContaining([12, 3, 5]) : [])
      expect(Math.max(0, ...terminal.colours)).toBeLessThan(16)
      terminal.type('q')
      await terminal.exited
    }
  })

  test('data come by a pipe, keys from the terminal', async () => {
    const script = '"$0" "$1" generate two-moons | "$0" "$1" - -k 2 --columns x,y'
    const terminal = new Terminal('sh', ['-c', script, process.execPath, main])
    await terminal.until(isReady)
    terminal.type('\u001B[C')
    await terminal.until((screen) => screen.includes('iter 1 ') && screen.includes('stdin'))
    terminal.type('q')
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
  })

  test('on a dumb terminal there is the report', async () => {
    const terminal = start({ env: { TERM: 'dumb' } })
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
    await terminal.until((screen) => screen.includes('accuracy after matching labels  0.928'))
  })
})

/** What each documented variable of the environment does to the live view. */
const environment: Record<string, { env: Record<string, string>; isSeen: (terminal: Terminal) => boolean }[]> = {
  INK_SCREEN_READER: [
    { env: { INK_SCREEN_READER: 'true' }, isSeen: ({ lines }) => /Component 3: .*\./.test(lines.join('\n')) },
    { env: { INK_SCREEN_READER: '' }, isSeen: ({ lines }) => /[⠀-⣿]/.test(lines.join('\n')) },
  ],
  NO_COLOR: [{ env: { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, isSeen: (terminal) => isPlain(terminal) }],
  CLICOLOR_FORCE: [
    { env: { CLICOLOR_FORCE: '1', TERM: 'dumb' }, isSeen: ({ colours }) => colours.length > 0 },
    { env: { CLICOLOR_FORCE: '0', TERM: 'dumb' }, isSeen: (terminal) => isPlain(terminal) },
  ],
  TERM: [{ env: { TERM: 'dumb' }, isSeen: ({ lines }) => lines.join().includes('accuracy after matching labels') }],
  LC_ALL: [{ env: { LC_ALL: 'C', LC_CTYPE: 'en_US.UTF-8' }, isSeen: ({ lines }) => isAscii(lines) }],
  LC_CTYPE: [{ env: { LC_ALL: '', LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, isSeen: ({ lines }) => isAscii(lines) }],
  LANG: [{ env: { LC_ALL: '', LC_CTYPE: '', LANG: 'C' }, isSeen: ({ lines }) => isAscii(lines) }],
}
const isAscii = (lines: string[]): boolean => isReady(lines.join('\n')) && /^[\n -~]*$/.test(lines.join('\n'))
const isPlain = ({ lines, colours }: Terminal): boolean => lines.join('').trim() !== '' && colours.length === 0

describe('variables of the environment', () => {
  test('those that are documented are those that are tried', () => {
    const texts = ['../../../docs/command.md', '../README.md'].map((file) =>
      readFileSync(new URL(file, import.meta.url), 'utf8'),
    )
    const named = texts.join('\n').matchAll(/`([A-Z][A-Z_]{3,})(?:=[^`]*)?`/g)
    expect(new Set(Array.from(named, ([, name]) => name))).toEqual(new Set(Object.keys(environment)))
  })

  const cases = Object.values(environment).flat()
  test.each(cases)('$env', async ({ env, isSeen }) => {
    const terminal = start({ env: { LC_ALL: 'C.UTF-8', NO_COLOR: '', CLICOLOR_FORCE: '', ...env } })
    expect(await terminal.until(() => isSeen(terminal))).not.toBe('')
    terminal.type('q')
    await terminal.exited
  })
})

describe('stopped and continued', () => {
  test.each<[string, (terminal: Terminal, pid: number) => void]>([
    ['Ctrl-Z', (terminal) => terminal.type('\u001A')],
    ['a TSTP', (_, pid) => void process.kill(pid, 'SIGTSTP')],
  ])('by %s, the terminal is the shell’s, and after fg the view’s, the picture whole', async (_, stop) => {
    const cwd = mkdtempSync(join(tmpdir(), 'mixtura-jobs-'))
    const terminal = new Terminal('bash', ['--norc', '-i'], { cwd, rows: 30, columns: 100, env: { PS1: '$ ' } })
    terminal.type(`sh -c 'echo $$ > pid; exec "${process.execPath}" "${main}"'\r`)
    await terminal.until(isReady)
    terminal.type('n')
    // A frame may arrive in pieces: the last of them is the log's.
    await terminal.until((screen) => screen.includes('random start 0') && / 0 +-[\d.]+ +start/.test(screen))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const before = terminal.lines
    const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'))
    stop(terminal, pid)
    await terminal.until((screen) => !terminal.isAlternate && screen.includes('Stopped'), 6)
    terminal.type('stty -a\r')
    await terminal.until((screen) => /[^-]icanon/.test(screen) && /[^-]echo /.test(screen), 6)
    terminal.type('fg\r')
    await terminal.until(() => terminal.isAlternate && terminal.lines.join('\n') === before.join('\n'), 6)
    terminal.type('.')
    expect(await terminal.until((screen) => screen.includes('[E]'), 6)).toContain('iter 0')
    // Again, sooner and later after it goes on: no stop is lost.
    const isStopped = (): boolean =>
      execFileSync('ps', ['-o', 'state=', '-p', `${pid}`], { encoding: 'utf8' })[0] === 'T'
    stop(terminal, pid)
    for (let delay = 0; delay <= 80; delay += 4) {
      await terminal.until(isStopped, 6)
      terminal.type('fg\r')
      await terminal.until(() => !isStopped(), 6)
      await new Promise((resolve) => setTimeout(resolve, delay))
      stop(terminal, pid)
    }
    await terminal.until(() => isStopped() && !terminal.isAlternate, 6)
    terminal.type('fg\r')
    await terminal.until((screen) => terminal.isAlternate && isReady(screen), 6)
    terminal.type('.')
    expect(await terminal.until((screen) => screen.includes('[M]'), 6)).toContain('iter 1')
    terminal.kill('SIGKILL')
  })
})

describe('the terminal afterwards', () => {
  /** A shell that says what it finds when the view is gone. */
  const inShell = (): Terminal => {
    const script = 'echo before; "$0" "$1"; echo "exit code $?"; stty -a'
    return new Terminal('sh', ['-c', script, process.execPath, main], { rows: 40 })
  }
  const isLeft = (terminal: Terminal): boolean => !terminal.isAlternate && terminal.isCursorShown

  test.each([
    ['q', 'q', 0],
    ['Ctrl-C', '\u0003', 130],
  ])('is as it was before on %s', async (_, key, exitCode) => {
    const terminal = inShell()
    await terminal.until(isReady)
    expect(terminal.isAlternate).toBe(true)
    terminal.type(key)
    const screen = await terminal.until((text) => isLeft(terminal) && /exit code \d+[^]* -?echonl/.test(text))
    expect(screen).toMatch(/^before$/m)
    expect(screen).toContain(`exit code ${exitCode}`)
    expect(screen).toMatch(/[^-]icanon/)
    expect(screen).toMatch(/[^-]echo /)
    expect(screen).not.toContain('q quit')
    await terminal.exited
  })

  test.each(['SIGTERM', 'SIGHUP'])('is restored on %s', async (signal) => {
    const terminal = start()
    await terminal.until(isReady)
    terminal.kill(signal)
    await terminal.exited
    expect(await terminal.until(() => isLeft(terminal))).not.toContain('q quit')
  })

  /** The program, and code that runs before it. */
  const bombed = (code: string, ...argv: string[]): Terminal => {
    const bomb = `data:text/javascript,${encodeURIComponent(code)}`
    return new Terminal(process.execPath, ['--import', bomb, main, ...argv])
  }
  /** How it ended, and what is to be read then. */
  const endOf = async (terminal: Terminal): Promise<{ exitCode: number; screen: string }> => {
    const { exitCode } = await terminal.exited
    const screen = await terminal.until((text) => isLeft(terminal) && text.trim() !== '')
    return { exitCode, screen: screen.trim() }
  }
  const explained = { exitCode: 1, screen: 'mixtura: internal error: the bomb went off' }

  test('is restored when the program crashes, and the reason is to be read', async () => {
    const terminal = bombed('process.on("SIGUSR2", () => { throw new Error("the bomb went off") })')
    await terminal.until(isReady)
    terminal.kill('SIGUSR2')
    expect(await endOf(terminal)).toEqual(explained)
  })

  test('shows nothing of workers that crash: others do their work', async () => {
    const terminal = bombed(
      `process.on('worker', (worker) => process.once('SIGUSR2', () => worker.terminate()))`,
      'many-points',
    )
    await terminal.until(isReady)
    terminal.kill('SIGUSR2')
    terminal.type(' ')
    expect(await terminal.until((screen) => screen.includes('iter 3 '))).not.toContain('▲ A worker')
    terminal.type('q')
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
  })

  test('is still there when workers crash over and over: that is said, and q quits', async () => {
    const terminal = bombed(
      `const workers = []
      let goesOff = false
      process.on('worker', (worker) => goesOff ? worker.terminate() : workers.push(worker))
      process.on('SIGUSR2', () => { goesOff = true; workers.forEach((worker) => worker.terminate()) })`,
      'many-points',
    )
    await terminal.until(isReady)
    terminal.kill('SIGUSR2')
    terminal.type(' ')
    await terminal.until((screen) => screen.includes('▲ A worker has ended'))
    terminal.type('q')
    expect(await terminal.exited).toMatchObject({ exitCode: 0 })
    await terminal.until(() => isLeft(terminal))
  })

  test('is restored when drawing fails', async () => {
    const terminal = bombed(`process.on('SIGUSR2', () => {
      Number.prototype.toFixed = () => { throw new Error('the bomb went off') }
      process.stdin.unshift('.')
    })`)
    await terminal.until(isReady)
    terminal.kill('SIGUSR2')
    expect(await endOf(terminal)).toEqual(explained)
  })
})
