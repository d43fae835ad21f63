import { Camera } from './camera.svelte.ts'
import { Demo } from './demo.svelte.ts'
import type { Language } from './language.svelte.ts'
import type { LinkProblem } from './link.ts'
import { Motion } from './motion.ts'
import { Pace } from './pace.svelte.ts'
import { Scene } from './scene.svelte.ts'
import { Theme } from './theme.svelte.ts'
import { View } from './view.svelte.ts'
import type { Strings } from '../strings/en.ts'

/** All that the page remembers, each part with one owner. */
export class App {
  readonly demo: Demo = new Demo()
  readonly view: View = new View()
  readonly camera: Camera = new Camera()
  readonly pace: Pace = new Pace()
  readonly theme: Theme = new Theme()
  readonly scene: Scene = new Scene(this.demo, this.theme)
  readonly motion: Motion = new Motion(this.demo)
  readonly language: Language
  readonly #kept = new Map<unknown, unknown>()
  /** What went wrong in the page itself and nobody foresaw. */
  fault: unknown = $state.raw()
  /** Why the link that the page was opened by could not be followed. */
  linkProblem: LinkProblem | undefined = $state()

  constructor(language: Language) {
    this.language = language
    void this.#followLink()
    addEventListener('hashchange', () => void this.#followLink())
    // Events without an error are the browser's own notices.
    addEventListener('error', ({ error }) => (this.fault ??= error))
    addEventListener('unhandledrejection', ({ reason }) => (this.fault ??= reason))
  }

  /** Sets the page to the state that its address holds. */
  async #followLink(): Promise<void> {
    const { hash } = location
    this.linkProblem = undefined
    // Other fragments lead to places in the page.
    if (!/^#\d/.test(hash)) return
    const { LinkError, openLink } = await import('./link.ts')
    try {
      await openLink(this, hash)
    } catch (error) {
      if (!(error instanceof LinkError)) throw error
      this.linkProblem = error.code
    }
  }

  /** On after a fault: a fresh run on the same data, and nothing open that may have caused it. Undo leads back. */
  async goOn(): Promise<void> {
    this.view.clear()
    this.#kept.clear()
    await this.demo.startOver()
    this.fault = undefined
  }

  get strings(): Strings {
    return this.language.strings
  }

  /** What a panel must not lose while the page is drawn anew in another language: one of a kind, made when first asked for. */
  keep<T>(Kind: new (app: App) => T): T {
    if (!this.#kept.has(Kind)) this.#kept.set(Kind, new Kind(this))
    return this.#kept.get(Kind) as T
  }
}
