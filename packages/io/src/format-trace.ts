import { checkOptions } from '@mixtura/core'
import { oneOf } from './table-options.ts'

/** What a trace says of one iteration; a `Frame` of core is one. */
export interface TraceRow {
  readonly iteration: number
  /** Mean log-marginal likelihood per sample, in nats. */
  readonly lml: number
  /** lml minus the previous row's; undefined at the start. */
  readonly gain: number | undefined
}

/** How a trace is written. */
export type TraceFormat = 'csv' | 'ndjson'

/** First line of a trace in CSV. */
export const traceHeader: string = 'iteration,lml,gain\n'

/** One line of a trace, its line end included. At the start the gain is empty, in NDJSON null. */
export function formatTraceRow({ iteration, lml, gain }: TraceRow, format: TraceFormat): string {
  return format === 'csv'
    ? `${iteration},${lml},${gain ?? ''}\n`
    : `${JSON.stringify({ iteration, lml, gain: gain ?? null })}\n`
}

/**
 * How lml rose, one line an iteration, with all digits. Default `csv`.
 * @throws MixturaError `unknown-option`, `bad-option`
 */
export function formatTrace(rows: Iterable<TraceRow>, options?: { format?: TraceFormat | undefined }): string {
  const { format } = checkOptions<{ format: TraceFormat }>(options, {
    format: oneOf<TraceFormat, TraceFormat>('format', ['csv', 'ndjson'], 'csv'),
  })
  return (format === 'csv' ? traceHeader : '') + Array.from(rows, (row) => formatTraceRow(row, format)).join('')
}
