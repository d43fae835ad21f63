import type { Component } from 'svelte'
import type { Story } from '../strings/story.en.ts'
import { en, type Strings } from '../strings/en.ts'
import { recall, remember } from './storage.ts'

/** The language of the page: the reader's choice, or else the browser's. Others than English arrive when asked for. */
export class Language {
  strings: Strings = $state.raw(en)
  /** Whether the reader changed it, and so was last at the button that does. */
  wasChanged = false

  /** Resolves once the first strings to be shown are there. */
  async begin(): Promise<void> {
    const wanted = recall('language') ?? navigator.language
    if (wanted.startsWith('fr')) await this.#load('fr')
  }

  async toggle(): Promise<void> {
    const wanted = this.strings.locale === 'en' ? 'fr' : 'en'
    this.wasChanged = true
    await this.#load(wanted)
    remember('language', wanted)
  }

  /** The story in the language of the page, and what shows it. */
  async story(): Promise<{ story: Story; Story: Component<{ words: Story }> }> {
    const [{ story }, { default: Story }] = await Promise.all([
      this.strings.locale === 'fr' ? import('../strings/story.fr.ts') : import('../strings/story.en.ts'),
      import('../story/Story.svelte'),
    ])
    return { story, Story }
  }

  async #load(locale: 'en' | 'fr'): Promise<void> {
    this.strings = locale === 'fr' ? (await import('../strings/fr.ts')).fr : en
  }
}
