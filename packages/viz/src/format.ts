/** A log-marginal likelihood per sample: 4 decimals, nats. */
export function formatLml(lml: number): string {
  return lml.toFixed(4)
}

/** A weight, mean or standard deviation: 3 decimals. */
export function formatParameter(value: number): string {
  return value.toFixed(3)
}

/** A gain in lml as `+1.8e-05`: signed, two digits, an exponent of at least two digits so that columns line up. */
export function formatGain(gain: number): string {
  const [digits, exponent] = Math.abs(gain).toExponential(1).split('e')
  const power = exponent.slice(1).padStart(2, '0')
  return `${gain < 0 ? '-' : '+'}${digits}e${exponent[0]}${power}`
}
