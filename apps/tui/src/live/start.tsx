import { render } from 'ink'
import type { Clock } from '@mixtura/session'
import type { Problem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import type { Streams } from '../streams.ts'
import type { Style } from '../style.ts'
import { App, type Ending } from './App.tsx'
import { createLive } from './live.ts'
import { paced } from './paced.ts'
import type { View } from './view.ts'

const systemClock: Clock = {
  now: () => performance.now(),
  schedule(callback, delay) {
    if (delay <= 0) {
      const immediate = setImmediate(callback)
      return () => clearImmediate(immediate)
    }
    const timeout = setTimeout(callback, delay)
    return () => clearTimeout(timeout)
  },
}

/** Milliseconds a frame stays at least. */
const FRAME = 40

/** Shows the live view until it is left. The terminal is as it was afterwards, however that comes about. */
export async function startLive(
  problem: Problem,
  settings: Settings,
  look: { readonly style: Style; readonly view: View; readonly screenReader: boolean },
  { stdin, stdout, stderr }: Streams,
): Promise<Ending> {
  const live = await createLive(problem, settings, systemClock)
  const store = paced(live.session, systemClock, FRAME)
  // Ink enters the other screen with the cursor wherever the shell had it: it must go to the top before the first frame.
  const app = render(null, {
    stdin,
    stdout,
    stderr,
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
    isScreenReaderEnabled: look.screenReader,
  })
  stdout.write('\u001B[H')
  app.rerender(<App live={live} store={store} style={look.style} initialView={look.view} />)
  // Ink restores the screen when the process ends or a signal comes; an error must first get out of the other screen to be read.
  let failure: unknown
  const crash = (error: unknown): void => {
    failure ??= error
    app.unmount()
  }
  process.on('uncaughtException', crash).on('unhandledRejection', crash)
  try {
    const ending = (await app.waitUntilExit()) as Ending
    if (failure) throw failure
    return ending
  } finally {
    process.off('uncaughtException', crash).off('unhandledRejection', crash)
    await live.close()
  }
}
