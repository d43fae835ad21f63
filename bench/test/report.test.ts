import { expect, test } from 'vitest'
import { digits, sectionMarkdown, spread } from '../src/report.ts'

test('three digits, without exponents', () => {
  expect([0.012345, 0.5, 12.345, 1234.5].map(digits)).toEqual(['0.0123', '0.5', '12.3', '1235'])
  expect(spread({ low: 11.04, median: 12, high: 14 })).toBe('12 (11 – 14)')
})

test('a section is a Markdown table with its verdicts below', () => {
  const verdicts = [
    { claim: 'a holds', holds: true },
    { claim: 'b does not', holds: false },
  ]
  const section = { title: 'T', columns: ['x', 'y'], rows: [['1', '2']], verdicts, data: undefined }
  expect(sectionMarkdown(section)).toBe(
    '## T\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\n- ✓ a holds\n- ✗ MISSED: b does not\n',
  )
})
