import { sessionCommands, type Command, type SessionCommandId } from '@mixtura/session'
import type { Key } from 'ink'
import { commonCovariances, startNames, type Settings } from '../settings.ts'
import type { Live } from './live.ts'
import type { SaveKind } from './save.ts'
import { axisPairs, type ViewChange } from './view.ts'

/** What the view's own commands act on. */
export interface Actions {
  readonly live: Live
  readonly change: (change: ViewChange) => void
  readonly restart: (settings: Settings) => void
  readonly save: (kind: SaveKind) => void
  /** Stops the job, as shells know it. */
  readonly stop: () => void
  readonly leave: (ending: 'quit' | 'interrupted') => void
}

/** A command as the terminal knows it. */
export interface TerminalCommand extends Command {
  /** How the sheet and the help line speak of it; a command without is spoken of by its neighbour. */
  readonly help?: {
    readonly keys: string
    readonly text: string
    /** A word for the help line, where it has a place there. */
    readonly brief?: string
  }
}

/** The session's commands and the view's own, in the order of sheet and help line. */
export function terminalCommands({ live, change, restart, save, stop, leave }: Actions): TerminalCommand[] {
  const { session, problem } = live
  const { dimension } = problem.dataset
  const scrub = (halfSteps: number): void => session.seek(Math.max(0, session.getSnapshot().cursor + halfSteps))
  const again = (patch: (settings: Settings) => Partial<Settings>): void => {
    const settings = live.wanted()
    restart({ ...settings, ...patch(settings) })
  }
  return [
    ...sessionCommands(session).map((shared) => ({ ...shared, ...inTerminal[shared.id] })),
    ...groupOf('time', [
      [['PageUp', 'Shift+ArrowLeft'], () => scrub(-20), ['PgUp PgDn', 'ten iterations back, on']],
      [['PageDown', 'Shift+ArrowRight'], () => scrub(20)],
    ]),
    ...groupOf('start', [
      [['n'], () => again(newStart), ['n', 'a new random start', 'new']],
      [
        ['['],
        () => again(({ components: k }) => ({ components: Math.max(1, k - 1) })),
        ['[ ]', 'one component less, more'],
      ],
      [[']'], () => again(({ components: k }) => ({ components: k + 1 }))],
      [['c'], () => again(nextCovariance), ['c', 'next covariance structure']],
      [['i'], () => again(nextInit), ['i', 'next kind of start']],
    ]),
    ...groupOf('view', [
      [['t'], () => change({ toggle: 'truth' }), ['t', 'the truth, if it is known', 'truth']],
      [['z'], () => change({ toggle: 'zoomed' }), ['z', 'zoom to the curve’s end', 'zoom']],
      [['x'], () => change({ next: 'pair', of: axisPairs(dimension).length }), ['x', 'next pair of columns']],
      [['m'], () => change({ next: 'marker' }), ['m', 'braille, blocks or ASCII']],
      [['?'], () => change({ toggle: 'sheet' }), ['?', 'this sheet', 'keys']],
    ]),
    ...groupOf('edit', [
      [['M'], () => save('model'), ['M', 'save the model (JSON)']],
      [['T'], () => save('trace'), ['T', 'save the LML trace (CSV)']],
      [['P'], () => save('plot'), ['P', 'save the plot (SVG)']],
      [['q'], () => leave('quit'), ['q', 'quit', 'quit']],
      [['Ctrl+z'], stop, ['Ctrl-Z', 'stop, until fg']],
      [['Ctrl+c'], () => leave('interrupted')],
    ]),
  ]
}

type OwnCommand = [keys: string[], run: () => void, help?: [keys: string, text: string, brief?: string]]

/** Commands that are always enabled, named by their first key. */
function groupOf(group: Command['group'], commands: OwnCommand[]): TerminalCommand[] {
  return commands.map(([keys, run, help]) => {
    const [shown, text, brief] = help ?? []
    const command = { id: keys[0], label: text ?? '', keys, group, enabled: () => true, run }
    return shown && text ? { ...command, help: { keys: shown, text, ...(brief && { brief }) } } : command
  })
}

/** The session's commands as a terminal types and names them. */
const inTerminal: Readonly<Partial<Record<SessionCommandId, Partial<TerminalCommand>>>> = {
  'play-pause': { help: { keys: 'space', text: 'play or pause', brief: 'play' } },
  step: { help: { keys: '←→', text: 'one iteration back, on', brief: 'step' } },
  'half-step': { help: { keys: ',.', text: 'half a step back, on', brief: 'half' } },
  first: { help: { keys: 'Home End', text: 'start and end of the run' } },
  faster: { keys: ['+', '='], help: { keys: '-+', text: 'slower, faster', brief: 'speed' } },
  restart: { help: { keys: 'r', text: 'the same start again', brief: 'reset' } },
  undo: { keys: ['u'], help: { keys: 'u U', text: 'undo, redo a start' } },
  redo: { keys: ['U', 'Ctrl+y'] },
}

/** Another place to begin at random; K-means would only find the same partition again. */
function newStart({ init, seed }: Settings): Partial<Settings> {
  return init === 'random' ? { seed: (seed + 1) % 2 ** 32 } : { init: 'random' }
}

function nextInit({ init }: Settings): Partial<Settings> {
  return { init: startNames[(startNames.indexOf(init) + 1) % startNames.length] }
}

function nextCovariance({ covariance }: Settings): Partial<Settings> {
  return { covariance: commonCovariances[(commonCovariances.indexOf(covariance) + 1) % commonCovariances.length] }
}

/** Keys as command tables write them: one as a rule, several where they were typed faster than read. */
export function keyNames(input: string, key: Key): string[] {
  const special = specialKeys.find(([name]) => key[name])?.[1]
  const modifiers = `${key.ctrl ? 'Ctrl+' : ''}${key.shift && special ? 'Shift+' : ''}`
  return special
    ? [modifiers + special]
    : Array.from(input, (character) => modifiers + (character === ' ' ? 'Space' : character))
}

const specialKeys = [
  ['leftArrow', 'ArrowLeft'],
  ['rightArrow', 'ArrowRight'],
  ['upArrow', 'ArrowUp'],
  ['downArrow', 'ArrowDown'],
  ['home', 'Home'],
  ['end', 'End'],
  ['pageUp', 'PageUp'],
  ['pageDown', 'PageDown'],
  ['escape', 'Escape'],
  ['return', 'Enter'],
  ['tab', 'Tab'],
] as const satisfies [keyof Key, string][]
