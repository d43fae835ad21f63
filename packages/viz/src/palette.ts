import { checkCount } from './check.ts'

/** Light or dark. */
export type Theme = 'light' | 'dark'

/** Three components, for both themes. */
export const threeColours: readonly string[] = ['#4f84fe', '#c1893c', '#ab3573']

/** Six components, by theme. */
export const sixColours: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#1541b6', '#c67712', '#7e085d', '#3a9da2', '#996df0', '#6d540a'],
  dark: ['#4758d4', '#f8d63b', '#d582e7', '#63ab39', '#8debe7', '#935267'],
}

/** The marks that tell components apart without colour. */
export type Glyph = '●' | '▲' | '■' | '◆' | '✚' | '★' | '⬟' | '⬢'

/** Eight shapes, for eyes and terminals to which colours look alike; `drawGlyph` draws the same ones. */
export const glyphs: readonly Glyph[] = ['●', '▲', '■', '◆', '✚', '★', '⬟', '⬢']

/** The shapes' stand-ins where only ASCII is safe. */
export const asciiGlyphs: readonly string[] = ['o', '^', '#', 'v', '+', '*', 'x', '%']

/** Names of the terminal's own colours, in the order of the components (as chalk and Ink spell them). */
export const terminalColours: readonly string[] = ['blueBright', 'yellow', 'magenta', 'cyan', 'green', 'red']

/** What is no component: paper, writing, rules, stones before any E-step. */
export interface Neutrals {
  readonly surface: string
  readonly ink: string
  readonly mutedInk: string
  readonly rule: string
  readonly stone: string
}

/** Paper, ink and lines of each theme. */
export const neutrals: Readonly<Record<Theme, Neutrals>> = {
  light: { surface: '#ffffff', ink: '#1b1e26', mutedInk: '#5a6170', rule: '#e4e7ec', stone: '#8a919e' },
  dark: { surface: '#111318', ink: '#e8eaf0', mutedInk: '#9ba3b2', rule: '#282c36', stone: '#747c8b' },
}

/** How one component looks everywhere. */
export interface ComponentStyle {
  readonly colour: string
  readonly glyph: Glyph
  readonly asciiGlyph: string
  readonly terminalColour: string
}

/**
 * The looks of `componentCount` components. Past six the colours begin again and the glyph tells components apart:
 * colour and glyph together are unique up to 24.
 */
export function componentStyles(componentCount: number, theme: Theme): ComponentStyle[] {
  checkCount(componentCount, 1, 'the number of components')
  const colours = componentCount <= threeColours.length ? threeColours : sixColours[theme]
  return Array.from({ length: componentCount }, (_, k) => ({
    colour: colours[k % colours.length],
    glyph: glyphs[k % glyphs.length],
    asciiGlyph: asciiGlyphs[k % asciiGlyphs.length],
    terminalColour: terminalColours[k % terminalColours.length],
  }))
}
