import type { Marker } from '@mixtura/viz'
import type { Streams } from './streams.ts'

export const markers: readonly Marker[] = ['braille', 'block', 'ascii']

/** Plain ASCII where the locale says that there is nothing else. */
export function markerFor({ LC_ALL, LC_CTYPE, LANG }: Streams['env']): Marker {
  const locale = LC_ALL || LC_CTYPE || LANG
  return locale && !/utf-?8/i.test(locale) ? 'ascii' : 'braille'
}
