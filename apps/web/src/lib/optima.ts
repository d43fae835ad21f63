import type { Climb } from '../workers/jobs.ts'

type End = Pick<Climb, 'seed' | 'lml'>

/** One hill of the likelihood, and the starts that climbed it. */
export interface Hill<C extends End = Climb> {
  /** Of its best climb. */
  readonly lml: number
  /** From the best climb down. */
  readonly climbs: readonly C[]
}

/** Ends that lie closer together, in nats per stone, are on one hill: EM stops a little below a summit. */
export function hillTolerance({ tolerance }: { readonly tolerance: number }): number {
  return Math.max(100 * tolerance, 1e-6)
}

/**
 * The optima that climbs ended on, highest first. EM stops a little below a summit, so ends closer than `tolerance`
 * count as one.
 */
export function hillsOf<C extends End>(climbs: readonly C[], tolerance: number): Hill<C>[] {
  const hills: { lml: number; climbs: C[] }[] = []
  for (const climb of climbs.slice().sort((a, b) => b.lml - a.lml || a.seed - b.seed)) {
    const hill = hills.at(-1)
    if (hill && hill.climbs.at(-1)!.lml - climb.lml < tolerance) hill.climbs.push(climb)
    else hills.push({ lml: climb.lml, climbs: [climb] })
  }
  return hills
}
