import { sessionCommands, type Command } from '@mixtura/session'
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

  readonly commands: readonly Command[] = $derived([
    ...sessionCommands(this.demo.session),
    {
      id: 'new-start',
      label: this.strings.start.again,
      keys: ['n'],
      group: 'start',
      enabled: () => true,
      run: () => this.demo.newStart(),
    },
    {
      id: 'truth',
      label: this.strings.view.truth,
      keys: ['t'],
      group: 'view',
      enabled: () => this.demo.data.truth !== undefined,
      run: () => void (this.view.truth = !this.view.truth),
    },
    {
      id: 'density',
      label: this.strings.view.backgrounds.density,
      keys: ['d'],
      group: 'view',
      enabled: () => true,
      run: () => this.view.toggleBackground('density'),
    },
    {
      id: 'doubt',
      label: this.strings.view.backgrounds.doubt,
      keys: ['u'],
      group: 'view',
      enabled: () => true,
      run: () => this.view.toggleBackground('doubt'),
    },
  ])
}
