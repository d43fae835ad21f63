import { commonWidth, shorten, widthOfText } from '../text.ts'
import type { Theme } from './theme.ts'

/** `x → y ↑`, or `x →` of a single column, in so many columns of the screen. */
export function axesText(
  names: readonly string[],
  [i, j]: readonly [number, number],
  width: number,
  { words }: Theme,
): string {
  const shown = (i === j ? [names[i]] : [names[i], names[j]]).map(words)
  const arrows = [words(' →'), words(' ↑')].slice(0, shown.length)
  const most = commonWidth(shown, width - widthOfText(arrows.join(' ')))
  return shown.map((name, k) => shorten(name, most, words('…')) + arrows[k]).join(' ')
}
