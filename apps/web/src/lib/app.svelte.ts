import { Camera } from './camera.svelte.ts'
import { Demo } from './demo.svelte.ts'
import type { Language } from './language.svelte.ts'
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

  constructor(language: Language) {
    this.language = language
  }

  get strings(): Strings {
    return this.language.strings
  }
}
