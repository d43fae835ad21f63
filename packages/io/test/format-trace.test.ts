import { em, MixturaError } from '@mixtura/core'
import { expect, test } from 'vitest'
import { formatTrace, formatTraceRow, parseTable, traceHeader, type TraceFormat } from '../src/index.ts'
import { cells, read } from './samples.ts'

const frames = [...em([[0], [0.5], [1], [7], [8.25], [9]], { components: 2, maxIterations: 5, tolerance: 0 })]
const rows = frames.map(({ iteration, lml, gain }) => [iteration, lml, gain ?? NaN])

test('frames are read back to the last bit, from either format', () => {
  expect(rows).toHaveLength(6)
  for (const format of ['csv', 'ndjson'] as const) {
    const text = formatTrace(frames, { format })
    expect(read(text).names).toEqual(['iteration', 'lml', 'gain'])
    expect(cells(parseTable(text))).toEqual(rows)
  }
})

test('the start has no gain', () => {
  const start = { iteration: 0, lml: -2.5, gain: undefined }
  expect(formatTrace([start])).toBe('iteration,lml,gain\n0,-2.5,\n')
  expect(formatTrace([start], { format: 'ndjson' })).toBe('{"iteration":0,"lml":-2.5,"gain":null}\n')
})

test('line by line it is the same text', () => {
  expect(traceHeader + frames.map((frame) => formatTraceRow(frame, 'csv')).join('')).toBe(formatTrace(frames))
  expect(frames.map((frame) => formatTraceRow(frame, 'ndjson')).join('')).toBe(
    formatTrace(frames, { format: 'ndjson' }),
  )
})

test('another format is refused', () => {
  expect(() => formatTrace(frames, { format: 'xml' as TraceFormat })).toThrow(MixturaError)
})
