import { node, type NodeWorker, type WebWorker } from './host.ts'
import type { Answer, Question } from './protocol.ts'

/** Of the browser, or of Node where it is known already. */
declare const Worker: new (url: object, options: { type: 'module' }) => WebWorker
declare global {
  interface ImportMeta {
    url: string
  }
}
declare const URL: new (path: string, base: string) => object

/** A worker, of Node or of a browser. */
export interface Thread {
  ask(question: Question, transfer: readonly ArrayBufferLike[]): void
  /** Whether it keeps the process alive; in a browser a page lives as it likes. */
  holdProcess(hold: boolean): void
  /** Resolves when it has ended, until when it keeps the process alive. */
  terminate(): Promise<unknown>
}

interface ThreadEvents {
  answer(answer: Answer): void
  /** It answers no more. */
  end(cause: string): void
}

export function startThread(events: ThreadEvents): Thread {
  return node ? startNodeThread(events) : startWebThread(events)
}

/** As they are in this folder: TypeScript where Node runs the sources. */
const isSource = import.meta.url.endsWith('.ts')
const nodeFile = isSource ? './pool-worker.ts' : './pool-worker.js'

function startNodeThread({ answer, end }: ThreadEvents): Thread {
  const { Worker } = node!.getBuiltinModule('node:worker_threads')
  // Of the process's own flags a worker needs none, and some, such as --input-type, would end it.
  const execArgv = isSource ? ['--conditions=@mixtura/source'] : []
  const worker: NodeWorker = new Worker(new URL(nodeFile, import.meta.url), { execArgv })
  worker.on('message', (message) => answer(message as Answer))
  worker.on('messageerror', (error) => end(String(error)))
  worker.on('error', (error) => end(String(error)))
  worker.on('exit', () => end('it has exited'))
  worker.unref()
  return {
    ask: (question, transfer) => worker.postMessage(question, transfer),
    holdProcess: (hold) => (hold ? worker.ref() : worker.unref()),
    terminate() {
      worker.ref()
      return worker.terminate()
    },
  }
}

function startWebThread({ answer, end }: ThreadEvents): Thread {
  // Bundlers look for these very words.
  const worker = new Worker(new URL('./pool-worker.js', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }) => answer(data as Answer))
  worker.addEventListener('messageerror', () => end('its answer could not be read'))
  worker.addEventListener('error', (event) => {
    worker.terminate()
    end(event.message || 'its file could not be loaded')
  })
  return {
    ask: (question, transfer) => worker.postMessage(question, transfer),
    holdProcess: () => {},
    terminate: async () => worker.terminate(),
  }
}
