import { pause } from './pause.ts'

/** Asked for at once, waited for by nothing that belongs to the first paint. */
export const later = import('../components/later.ts')

let turn: Promise<unknown> = later

/** A part of the page in a task of its own, after those asked for before it: all at once would keep a phone for a second. */
export function inTurn<T>(part: Promise<T>): Promise<T> {
  const drawn = turn.then(pause).then(() => part)
  turn = Promise.allSettled([drawn])
  return drawn
}
