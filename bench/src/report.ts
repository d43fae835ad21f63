import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Quartiles } from './statistics.ts'

/** Something that has to hold, and whether it does. */
export interface Verdict {
  readonly claim: string
  readonly holds: boolean
}

/** One part of the report: a table for readers, the numbers behind it, and what they say. */
export interface Section {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly verdicts: readonly Verdict[]
  readonly data: unknown
}

export const results: string = fileURLToPath(new URL('../results/', import.meta.url))

/** Processor, memory, system, Node and the peers' versions, and when. */
export function describeMachine(versions: Record<string, string>): Record<string, string> {
  return {
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} threads`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    ...versions,
    date: new Date().toISOString(),
  }
}

/** A section as Markdown. */
export function sectionMarkdown({ title, columns, rows, verdicts }: Section): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    `## ${title}`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(line),
    '',
    ...verdicts.map(({ claim, holds }) => `- ${holds ? '✓' : '✗ MISSED:'} ${claim}`),
    '',
  ].join('\n')
}

/** Writes `<name>.json` and `<name>.md` into the results. */
export function save(name: string, machine: Record<string, string>, sections: readonly Section[]): void {
  mkdirSync(results, { recursive: true })
  const facts = Object.entries(machine).map(([key, value]) => `${key} ${value}`)
  const head = `# Benchmarks\n\n${facts.join(' · ')}\n`
  writeFileSync(`${results}${name}.md`, [head, ...sections.map(sectionMarkdown)].join('\n'))
  writeFileSync(`${results}${name}.json`, `${JSON.stringify({ machine, sections }, undefined, 1)}\n`)
}

/** `12 (11 – 14)`: the median between the quartiles, three digits each. */
export function spread({ low, median, high }: Quartiles): string {
  return `${digits(median)} (${digits(low)} – ${digits(high)})`
}

/** Three significant digits, never an exponent. */
export function digits(value: number): string {
  return value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
