import type { App } from './app.svelte.ts'

/** What long work beside the page finds; it outlives the panel that shows it, but not what it is true of. */
export abstract class Findings {
  running: boolean = $state(false)
  protected readonly app: App
  #stop: (() => void) | undefined
  #of: readonly unknown[] = []

  constructor(app: App) {
    this.app = app
  }

  /** Begins the work. */
  abstract run(): void

  /** Drops what was found. */
  protected abstract forget(): void

  /** Of other data or rules nothing found here would be true. */
  keepTo(...of: readonly unknown[]): void {
    if (of.every((thing, i) => thing === this.#of[i])) return
    this.#of = of
    this.clear()
  }

  protected begin(stop: () => void): void {
    this.#stop = stop
    this.running = true
  }

  end(): void {
    this.#stop?.()
    this.running = false
  }

  protected clear(): void {
    this.end()
    this.forget()
  }
}
