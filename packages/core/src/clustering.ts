/** One K-means assignment of every row to its nearest centre, and what comes of it. */
export interface Assignment {
  /** Rows whose label changed; N in the first. */
  readonly changed: number
  /** Σ w ‖x − its centre‖², in squared data units. */
  readonly inertia: number
  /** K: Σ w of the rows of each cluster. */
  readonly weights: Float64Array
  /** K × D, row-major: the means of the clusters; not a number where a weight is 0. */
  readonly means: Float64Array
}

/**
 * What K-means and its starts ask of the rows they are bound to. One run at a time: first its seeds, if there are some,
 * then assignments.
 */
export interface Clustering {
  /** Forgets all seeds; up to `most` candidates will be weighed at a time. */
  beginSeeds(most: number): void
  /** Makes a row a seed. @returns Σ w ‖x − its nearest seed‖², the sum of all rows' chances to be drawn */
  placeSeed(row: number): number
  /** The row at which the running sum of the chances exceeds `target`; never one without a chance, if any has one. */
  drawRow(target: number): number
  /** What the sum would be with each of these rows as a seed. */
  weighCandidates(rows: readonly number[]): ArrayLike<number>
  /** Forgets all labels. */
  begin(components: number): void
  /** Labels every row with the nearest of K centres (K × D, row-major), the first on a tie. */
  assign(centers: Float64Array): Assignment
  /** N: the labels of the last assignment, until the next is made. */
  labels(): Int32Array
}
