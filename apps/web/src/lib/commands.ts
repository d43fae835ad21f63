import { sessionCommands, type Command } from '@mixtura/session'
import { tick } from 'svelte'
import type { App } from './app.svelte.ts'
import type { Strings } from '../strings/en.ts'

export type CommandId = keyof Strings['commands']

/** Something that keys can do; `run` is told which of them was pressed. */
export interface PageCommand extends Omit<Command<CommandId>, 'run'> {
  run(key: string): void | Promise<void>
}

/** All that keys can do: the session's commands, in the page's words and some in its own way, and the page's own. */
export function commandsOf(app: App): readonly PageCommand[] {
  const { demo, pace, view, strings } = app
  const command = (
    id: CommandId,
    keys: readonly string[],
    group: Command['group'],
    run: PageCommand['run'],
    enabled: () => boolean = () => true,
  ): PageCommand => ({ id, label: strings.commands[id], keys, group, run, enabled })

  /** Something in the panel that leaves with the page, once that is open. */
  const inLeave = async (selector: string): Promise<HTMLElement | null> => {
    view.fold('leave', true)
    await tick()
    return document.querySelector(selector)
  }

  const own = [
    command('play-pause', ['Space'], 'time', () => demo.playOrPause()),
    command('slower', ['-'], 'time', () => pace.shift(demo.snapshot.speed, -1)),
    command('faster', ['+', '='], 'time', () => pace.shift(demo.snapshot.speed, 1)),
    command('restart', ['r'], 'start', () => demo.restart()),
    command('new-start', ['n'], 'start', () => demo.newStart()),
    command(
      'undo',
      ['Ctrl+z'],
      'edit',
      () => demo.undo(),
      () => demo.canUndo,
    ),
    command(
      'redo',
      ['Ctrl+Shift+z', 'Ctrl+y'],
      'edit',
      () => demo.redo(),
      () => demo.canRedo,
    ),
    command('component', ['1', '2', '3', '4', '5', '6', '7', '8'], 'edit', async (key) => {
      view.selectedComponent = app.scene.order[Number(key) - 1]
      await tick()
      document.querySelector<SVGElement>(`[data-component="${view.selectedComponent}"]`)?.focus()
    }),
    command(
      'tools',
      ['p'],
      'edit',
      () => void (view.editing = !view.editing),
      () => demo.canEditStones,
    ),
    command(
      'truth',
      ['t'],
      'view',
      () => void (view.truth = !view.truth),
      () => demo.data.truth !== undefined,
    ),
    command('density', ['d'], 'view', () => view.toggleBackground('density')),
    command('doubt', ['u'], 'view', () => view.toggleBackground('doubt')),
    command('share', ['s'], 'view', async () => (await inLeave('#copy-link'))?.click()),
    command('export', ['e'], 'view', async () => (await inLeave('#takeaways button'))?.focus()),
    command('help', ['?'], 'view', () => void (view.help = !view.help)),
  ]
  const inherited = sessionCommands(demo.session)
    .filter(({ id }) => !own.some((command) => command.id === id))
    .map((command) => ({ ...command, label: strings.commands[command.id] }))
  return [...own, ...inherited]
}
