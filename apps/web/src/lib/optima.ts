import type { Climb } from '../workers/jobs.ts'

/** One hill of the likelihood, and the starts that climbed it. */
export interface Hill {
  /** Of its best climb. */
  readonly lml: number
  /** From the best climb down. */
  readonly climbs: readonly Climb[]
}

/**
 * The optima that climbs ended on, highest first. EM stops a little below a summit, so ends closer than `tolerance`
 * count as one.
 */
export function hillsOf(climbs: readonly Climb[], tolerance: number): Hill[] {
  const hills: { lml: number; climbs: Climb[] }[] = []
  for (const climb of climbs.slice().sort((a, b) => b.lml - a.lml || a.seed - b.seed)) {
    const hill = hills.at(-1)
    if (hill && hill.climbs.at(-1)!.lml - climb.lml < tolerance) hill.climbs.push(climb)
    else hills.push({ lml: climb.lml, climbs: [climb] })
  }
  return hills
}
