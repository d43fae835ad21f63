/**
 * The same typed array, which JSON now writes as an array of numbers and not as an object with a key for each. A structured
 * clone of it is a typed array like any other.
 */
export function jsonArray<T extends Float64Array | Int32Array>(numbers: T): T {
  return Object.defineProperty(numbers, 'toJSON', { value: () => Array.from(numbers) })
}
