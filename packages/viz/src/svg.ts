/** Attributes of an element; numbers are rounded to two decimals, undefined ones left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

/** One SVG element as text. Attribute values are escaped; children are elements, or text from `escapeText`. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escapeText(String(typeof value === 'number' ? roundTo2(value) : value))}"`)
    .join('')
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`
}

function roundTo2(value: number): number {
  return Math.round(value * 100) / 100
}

/** Everything XML 1.0 allows in a document, lone surrogates and control characters excepted. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Any text, safe between tags and between quotes; what XML cannot hold becomes U+FFFD. */
export function escapeText(text: string): string {
  return text.replace(FORBIDDEN, '\u{fffd}').replace(/[&<>"']/g, (character) => ENTITIES[character])
}
