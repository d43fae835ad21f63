import type { Dataset, GaussianMixture, MaybePromise } from '@mixtura/core'
import { createSession, type Clock, type Run, type Session } from '@mixtura/session'
import type { Problem } from '../problem.ts'
import { withColumns } from '../refusals.ts'
import { emOptionsOf, type Settings } from '../settings.ts'
import { chooseSlots } from '../draw/slots.ts'
import { stonesOf, type Stones } from '../draw/stones.ts'
import { createWorkshop, type Workshop } from './workshop.ts'

/** One sitting at the terminal: the data, the session over them, and how each of its runs was asked for. */
export interface Live {
  readonly problem: Problem
  readonly stones: Stones
  readonly session: Session
  /** How a run was asked for. */
  settingsOf(run: Run): Settings
  /** How the next run will be asked for: as the last request that is still being worked on, or as the run now shown. */
  wanted(): Settings
  /** K numbers: the look of each component of a model, the same for all models of a run. */
  slotsOf(run: Run, model: GaussianMixture): Int32Array
  /** Finds a start with these settings and begins a new run there. @throws MixturaError */
  restart(settings: Settings): Promise<void>
  close(): Promise<void>
}

/** @param openWorkshop who does the heavy work: tests hand in slow and failing ones */
export async function createLive(
  problem: Problem,
  settings: Settings,
  clock: Clock,
  openWorkshop: (dataset: Dataset) => MaybePromise<Workshop> = createWorkshop,
): Promise<Live> {
  const { dataset } = problem
  const workshop = await openWorkshop(dataset)
  const first = await withColumns(problem.columns, () => workshop.findStart(settings))
  const session = createSession({
    dataset,
    initialModel: first.model,
    startEvents: first.events,
    engine: workshop.engine,
    options: emOptionsOf(settings),
    clock,
  })
  const stones = stonesOf(dataset)

  // The session begins runs by itself too (restart, fork, undo): each is asked for as the one that was shown before it.
  const settingsOfRun = new Map<number, Settings>()
  let shown = settings
  /** The settings of the run that `restart` is just beginning. */
  let beginning: Settings | undefined
  const settingsOf = ({ id }: Run): Settings => remember(settingsOfRun, id, () => beginning ?? shown)
  const note = (): void => void (shown = settingsOf(session.getSnapshot().run))
  note()
  // At once, and for every run: views may skip some.
  session.subscribe(note)

  const slotsOfRun = new Map<string, Int32Array>()
  let requested: Settings | undefined
  let requests = 0
  let answered = 0

  return {
    problem,
    stones,
    session,
    settingsOf,
    wanted: () => requested ?? settingsOf(session.getSnapshot().run),
    // Dropped components change K within a run, and with it what the looks stand for.
    slotsOf: ({ id }, model) =>
      remember(slotsOfRun, `${id} ${model.componentCount}`, () => chooseSlots(model, problem, stones)),
    async restart(settings) {
      requested = settings
      const request = ++requests
      try {
        const { model, events } = await withColumns(problem.columns, () => workshop.findStart(settings))
        // A start that is found after one that was asked for later is not wanted any more.
        if (request < answered) return
        answered = request
        beginning = settings
        session.reset({ model, events, options: emOptionsOf(settings) })
      } finally {
        beginning = undefined
        if (requested === settings) requested = undefined
      }
    },
    async close() {
      session.dispose()
      await workshop.close()
    },
  }
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
