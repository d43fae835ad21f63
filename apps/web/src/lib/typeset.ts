import { pause } from './pause.ts'

let queue: Promise<void> = Promise.resolve()

/**
 * Sets TeX into an element with KaTeX, which arrives with its styles when the first formula is shown. Each formula is a task
 * of its own, so that many of them do not hold up the page.
 */
export async function typeset(tex: string, element: HTMLElement): Promise<void> {
  const [{ default: katex }] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')])
  queue = queue.then(async () => {
    await pause()
    if (element.isConnected) katex.render(tex, element, { displayMode: true, throwOnError: false, strict: false })
  })
  await queue
}
