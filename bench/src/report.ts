import { spreadOf, type Spread } from './statistics.ts'

/** What was measured at one size. */
export interface Measurement {
  readonly size: string
  /** Seconds, our median, on one thread and on two where that was measured. */
  readonly one: number
  readonly two: number | undefined
  readonly against: readonly Against[]
  readonly note: string
}

export interface Against {
  readonly peer: string
  /** How many times faster we are. */
  readonly ratio: Spread
  readonly gate: number | undefined
}

export function row(
  size: string,
  ours: { one: number[]; two: number[] },
  against: readonly Against[],
  note: string = '',
): Measurement {
  const two = ours.two.length > 0 ? spreadOf(ours.two).median : undefined
  return { size, one: spreadOf(ours.one).median, two, against, note }
}

/** As Markdown. */
export function table(rows: readonly Measurement[], withHeading: boolean): string {
  const lines = rows.map(({ size, one, two, against, note }) => {
    const ratios = against.map(
      ({ peer, ratio, gate }) =>
        `${times(ratio.median)} (${times(ratio.low)} … ${times(ratio.high)}) ${peer}${gate === undefined ? '' : verdict(ratio, gate)}`,
    )
    return `| ${size} | ${milliseconds(one)} | ${two === undefined ? '' : milliseconds(two)} | ${[...ratios, note].filter(Boolean).join('; ')} |`
  })
  const heading = ['| N, D, K | ms, 1 thread | 2 threads | times faster than |', '|---|---|---|---|']
  return `${[...(withHeading ? heading : []), ...lines].join('\n')}${withHeading ? '\n' : ''}`
}

function verdict({ median }: Spread, gate: number): string {
  return median >= gate ? `, gate ${gate} met` : `, gate ${gate} MISSED`
}

function times(value: number): string {
  return `${value.toPrecision(value < 10 ? 2 : 3)} ×`
}

function milliseconds(seconds: number): string {
  return (1000 * seconds).toPrecision(3)
}
