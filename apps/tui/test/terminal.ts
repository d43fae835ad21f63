import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { fileURLToPath } from 'node:url'

export const main: string = fileURLToPath(new URL('../dist/main.js', import.meta.url))

export interface TerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A program in a pseudo-terminal, and an emulator that shows what its user would see. */
export class Terminal {
  readonly exited: Promise<{ exitCode: number; signal?: number | undefined }>
  readonly #pty: ReturnType<typeof spawn>
  readonly #screen: InstanceType<typeof xterm.Terminal>
  #written: Promise<void> = Promise.resolve()
  #cursorShown = true

  constructor(command: string, args: string[], { columns = 80, rows = 24, cwd = '.', env = {} }: TerminalOptions = {}) {
    // In CI Ink would not draw at all.
    const { CI: _, ...ambient } = process.env
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
    this.#pty = spawn(command, args, {
      name: env.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: { ...(ambient as Record<string, string>), COLORTERM: '', ...env },
    })
    this.#pty.onData((data) => {
      const cursor = data.lastIndexOf('\u001B[?25')
      if (cursor >= 0) this.#cursorShown = data[cursor + 5] === 'h'
      this.#written = new Promise((resolve) => this.#screen.write(data, resolve))
    })
    this.exited = new Promise((resolve) => this.#pty.onExit(resolve))
  }

  type(keys: string): void {
    this.#pty.write(keys)
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows)
    this.#pty.resize(columns, rows)
  }

  kill(signal: string): void {
    this.#pty.kill(signal)
  }

  /** The rows of the screen as text, blanks at their ends removed. */
  get lines(): string[] {
    const { active } = this.#screen.buffer
    return Array.from({ length: this.#screen.rows }, (_, row) =>
      active.getLine(active.viewportY + row)!.translateToString(true),
    )
  }

  /** The colours of characters on the screen, as numbers of the terminal's palette. */
  get colours(): number[] {
    const { active } = this.#screen.buffer
    const cells = Array.from({ length: this.#screen.rows }, (_, row) =>
      active.getLine(active.viewportY + row)!,
    ).flatMap((line) => Array.from({ length: line.length }, (_, column) => line.getCell(column)!))
    return [...new Set(cells.filter((cell) => !cell.isFgDefault()).map((cell) => cell.getFgColor()))]
  }

  /** Whether the program shows its own screen in place of the shell's. */
  get isAlternate(): boolean {
    return this.#screen.buffer.active.type === 'alternate'
  }

  get isCursorShown(): boolean {
    return this.#cursorShown
  }

  /** Waits until the screen shows what is looked for. @throws with the screen, where that never happens */
  async until(shows: (screen: string) => boolean, seconds = 20): Promise<string> {
    const deadline = Date.now() + 1000 * seconds
    for (;;) {
      await this.#written
      const screen = this.lines.join('\n')
      if (shows(screen)) return screen
      if (Date.now() > deadline) throw new Error(`The screen never showed what was waited for:\n${screen}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
