import type { Session, Snapshot } from '@mixtura/session'
import { createSubscriber } from 'svelte/reactivity'

/** A session as Svelte reads it: whoever reads `snapshot` in an effect or a template is run again when it changes. */
export class SessionStore {
  readonly session: Session
  readonly #subscribe: () => void

  constructor(session: Session) {
    this.session = session
    this.#subscribe = createSubscriber((update) => session.subscribe(update))
  }

  get snapshot(): Snapshot {
    this.#subscribe()
    return this.session.getSnapshot()
  }
}
