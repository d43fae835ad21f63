import type { Theme as Name } from '@mixtura/viz'
import { MediaQuery } from 'svelte/reactivity'
import { recall, remember } from './storage.ts'

/** Light or dark: the reader's choice, or else the system's; paper is light. */
export class Theme {
  readonly #prefersDark = new MediaQuery('prefers-color-scheme: dark')
  readonly #prints = new MediaQuery('print')
  #chosen: Name | undefined = $state(parse(recall('theme')))

  get current(): Name {
    if (this.#prints.current) return 'light'
    return this.#chosen ?? (this.#prefersDark.current ? 'dark' : 'light')
  }

  toggle(): void {
    this.#chosen = this.current === 'dark' ? 'light' : 'dark'
    remember('theme', this.#chosen)
  }
}

function parse(stored: string | null): Name | undefined {
  return stored === 'light' || stored === 'dark' ? stored : undefined
}
