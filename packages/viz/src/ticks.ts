import { nice, tickStep, ticks } from 'd3-array'
import { checkCount, checkFinite } from './check.ts'

/** A tick: where it stands in data units, and what is written beside it. */
export interface Tick {
  readonly value: number
  readonly label: string
}

/**
 * About `count` round ticks within [min, max], at steps of 1, 2 or 5 times a power of ten.
 *
 * @throws VizError `not-a-number`, `out-of-range`
 */
export function niceTicks([min, max]: readonly [number, number], count: number): Tick[] {
  checkFinite([min, max], 'tick range')
  checkCount(count, 1, 'the number of ticks')
  // Adding 0 turns −0 into 0.
  const values = ticks(min, max, count).map((value) => value + 0)
  const step = values.length > 1 ? values[1] - values[0] : tickStep(min, max, count)
  const largest = Math.max(...values.map(Math.abs))
  return values.map((value) => ({ value, label: formatTick(value, Math.abs(step), largest) }))
}

/** About `count` ticks at whole numbers only, for iterations and counts; fewer where the range holds fewer. */
export function wholeTicks([min, max]: readonly [number, number], count: number): Tick[] {
  const [low, high] = [Math.ceil(min), Math.floor(max)]
  if (low > high) return []
  // A step is never below the power of ten under range / count: with no more ticks than units it is at least 1.
  return niceTicks([low, high], Math.max(1, Math.min(count, high - low)))
}

/** The range widened to the next round numbers, so that ticks stand at both ends. */
export function niceRange([min, max]: readonly [number, number], count: number): [number, number] {
  checkFinite([min, max], 'tick range')
  checkCount(count, 1, 'the number of ticks')
  const [low, high] = nice(min, max, count)
  return [low + 0, high + 0]
}

/** Plain digits longer than this give way to a power of ten. */
const LONGEST = 10

/** As many decimals as tell neighbours apart, the same for all. */
function formatTick(value: number, step: number, largest: number): string {
  if (step === 0) return String(value)
  // The steps are 1, 2 or 5 times a power of ten; the nudge keeps log10 of a rounded 0.001 from falling to −4.
  const stepPower = Math.floor(Math.log10(step) + 1e-9)
  const power = largest === 0 ? stepPower : Math.floor(Math.log10(largest) + 1e-9)
  const decimals = Math.max(0, -stepPower)
  if (Math.max(power, 0) + 1 + decimals <= LONGEST) return value.toFixed(decimals)
  return value === 0 ? '0' : value.toExponential(Math.max(0, power - stepPower))
}
