import { componentStyles, type Marker } from '@mixtura/viz'
import type { Style } from '../style.ts'

/** How the view is written: which characters the terminal has, and whether it has colours. */
export interface Theme {
  readonly marker: Marker
  readonly style: Style
  /** A text in those characters. To be asked before anything is measured. */
  readonly words: (text: string) => string
}

export function createTheme(marker: Marker, style: Style): Theme {
  return { marker, style, words: marker === 'ascii' ? asciiWords : (text) => text }
}

/** Plain ASCII that reads the same; accents go, and what has no counterpart becomes a question mark. */
export function asciiWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\n -~]/gu, (character) => counterparts[character] ?? '?')
}

const counterparts: Readonly<Record<string, string>> = {
  '·': '-',
  '–': '-',
  '−': '-',
  '“': '"',
  '”': '"',
  '’': "'",
  '√': 'sqrt ',
  σ: 'sd',
  π: 'pi',
  μ: 'mu',
  θ: 'angle',
  Δ: 'gain',
  '°': '',
  '▸': '>',
  '‖': '=',
  '✓': '',
  '▲': '!',
  '←': '<',
  '→': '>',
  '↑': '^',
  '●': 'O',
  '≤': '<=',
  '×': 'x',
}

/** How one component looks in cells: a filled shape for stones that are surely its own, a hollow one for doubtful ones. */
export interface ComponentLook {
  readonly glyph: string
  readonly hollow: string
  /** A colour as `Style` names it. */
  readonly colour: string
}

const hollowGlyphs = ['○', '△', '□', '◇', '✛', '☆', '⬠', '⬡']

export function componentLooks(componentCount: number, marker: Marker): ComponentLook[] {
  return componentStyles(componentCount, 'dark').map(({ glyph, asciiGlyph, terminalColour: colour }, k) =>
    marker === 'ascii'
      ? { glyph: asciiGlyph, hollow: asciiGlyph, colour }
      : { glyph, hollow: hollowGlyphs[k % hollowGlyphs.length], colour },
  )
}
