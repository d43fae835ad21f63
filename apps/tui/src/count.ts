/** One or many: `1 stone`, `500 stones`. */
export function count(n: number, noun: string): string {
  return `${groupThousands(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** 100 000 with gaps between groups of three, as print does; four digits stay together. */
export function groupThousands(n: number): string {
  return n < 10_000 ? String(n) : String(n).replaceAll(/\B(?=(\d{3})+$)/g, ' ')
}
