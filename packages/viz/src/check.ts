import { VizError } from './errors.ts'

/** Throws `not-a-number` unless every value is finite; `what` names the list in the message. */
export function checkFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new VizError('not-a-number', {
        cause: `${what}: entry ${i} is ${values[i]}, not a finite number.`,
        value: values[i],
        remedy: 'Give finite numbers only.',
      })
    }
  }
}

/** Throws `out-of-range` unless `value` is finite and above zero. */
export function checkPositive(value: number, what: string): void {
  if (!(value > 0 && value < Infinity)) {
    throw new VizError('out-of-range', {
      cause: `${what} is ${value}.`,
      value,
      remedy: 'Give a finite number above 0.',
    })
  }
}

/** Throws `out-of-range` unless `value` is a whole number of at least `least`. */
export function checkCount(value: number, least: number, what: string): void {
  if (!(Number.isSafeInteger(value) && value >= least)) {
    throw new VizError('out-of-range', {
      cause: `${what} is ${value}.`,
      value,
      remedy: `Give a whole number of at least ${least}.`,
    })
  }
}

/** Throws `bad-dimension` unless the list has `length` entries. */
export function checkLength(values: ArrayLike<unknown>, length: number, what: string): void {
  if (values.length !== length) {
    throw new VizError('bad-dimension', {
      cause: `${what} has ${values.length} entries where ${length} are needed.`,
      value: values.length,
      remedy: `Give ${length}; of more than two dimensions, choose two with marginalOf.`,
    })
  }
}
