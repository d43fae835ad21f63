/*
 * Where everything lies, in bytes:
 *
 *   constants | shift, staged rows | rows | weights | model | one tile's scratch | one chunk's sums | sums
 *
 * A vector holds two rows, and every kernel takes a group of four rows a turn. A group is D × 4 numbers: its first
 * column of four rows, its second column … Rows are laid out once; what follows them anew for each K and form.
 */

/** Rows that the host hands over at a time. */
export const STAGED_ROWS: usize = 256
/** Rows of a tile, so that it stays in the fastest cache; of wide rows enough to be worth fetching a component's matrices for. */
const TILE_ROWS: usize = 256
const TILE_ROWS_WIDE: usize = 128
const WIDE: usize = 16

/** Columns. */
export let d: usize = 0
/** Columns, made even: kernels that take two at a time write one too many where D is odd. */
export let evenD: usize = 0
export let tileRows: usize = 0
/** From one group of four rows to the next. Loops take a copy: what is global is read anew in every turn. */
export let groupBytes: usize = 0
/** From one row of a matrix of second moments to the next: kernels write four columns at a time. */
export let pitch: usize = 0

/** D: subtracted from every row and mean. */
export let shift: usize = 0
/** D zeros. */
export let zeros: usize = 0
/** STAGED_ROWS rows, row-major, and then their weights. */
export let staged: usize = 0
export let rows: usize = 0
export let rowCount: usize = 0
/** One number a row, or nothing (0) where all rows weigh the same. */
export let weights: usize = 0
/** The two components that most of each tile belonged to in the last E-step (32-bit each). */
export let homes: usize = 0
/** The weights of a tile where all rows weigh the same, and of one that fills its last group with weightless rows. */
export let ones: usize = 0
export let tailWeights: usize = 0

/** Components. */
export let k: usize = 0
/** Whether second moments are kept of single columns only, not of pairs. */
export let diagonal: bool = false
/** The model as it is handed over: K, K × D, K × (D × D or D). */
export let logConstants: usize = 0
export let means: usize = 0
export let factors: usize = 0
export let factorBytes: usize = 0
/** K flags: what is computed from differences from the mean (see `model.ts`). */
export let centered: usize = 0
/** K packed factors of `packedBytes`. */
export let packed: usize = 0
export let packedBytes: usize = 0

/** K bounds on the distances of rows about one component (see `writeBound`). */
export let separators: usize = 0
export let separatorBytes: usize = 0

/** K × tileRows: log₂ densities, then responsibilities. */
export let logs: usize = 0
export let logBytes: usize = 0
export let scales: usize = 0
/** The scores below which a row of the tile need not be gone into, and where the scores are of those that were. */
export let floors: usize = 0
export let present: usize = 0
/** What is said of a tile's rows: K numbers each. */
export let answers: usize = 0
/** Rows of a tile, or their differences from one mean; their responsibilities; and four columns of them times these. */
export let differences: usize = 0
export let sharesKept: usize = 0
export let strip: usize = 0

/** One chunk's sums, component by component. */
export let counts: usize = 0
export let firsts: usize = 0
export let firstBytes: usize = 0
export let seconds: usize = 0
export let secondBytes: usize = 0
/** What the host reads, as `SufficientStatistics` has it: –, Σ w log p(x), K, K × D, K × (D × D or D). */
export let sums: usize = 0

/** The nearest seed's squared distance, one number a row; or in the same place, 32 bits a row, first deadlines, then labels. */
export let bounds: usize = 0
export let labels: usize = 0
/** One sum of chances a tile. */
export let tileChances: usize = 0
/** Up to K rows, and what they would leave. */
export let candidates: usize = 0
export let potentials: usize = 0
/** K × D, and K weights: what the host writes and reads. */
export let newCenters: usize = 0
/** K × D each: the centres, and where they were when the sums were taken. */
export let centers: usize = 0
export let origins: usize = 0
/** K times: rows with any weight, Σ w, Σ w ‖x − c₀‖², Σ w (x − c₀). */
export let clusterSums: usize = 0
export let clusterBytes: usize = 0

/** The end of what is laid out. */
export let top: usize = 0
let rowsEnd: usize = 0

/**
 * Makes room for `count` rows of `columns` numbers; or finds them where another instance has laid them out `already`, in
 * memory that both share.
 * @returns where the host writes the shift, D zeros at first
 */
export function layOutRows(count: usize, columns: usize, weighted: bool, already: bool): usize {
  top = __heap_base
  // Others may have had the memory before.
  if (!already) memory.fill(top, 0, (<usize>memory.size() << 16) - top)
  rowCount = count
  d = columns
  evenD = (d + 1) & ~1
  // Groups that are a multiple of 1 KiB apart would fall on the same few lines of the fastest cache.
  groupBytes = 32 * d + (d % 32 == 0 ? 64 : 0)
  pitch = 8 * ((d + 3) & ~3)
  tileRows = d > WIDE ? TILE_ROWS_WIDE : TILE_ROWS

  shift = reserve(8 * evenD)
  zeros = reserve(8 * evenD)
  staged = reserve(8 * STAGED_ROWS * (d + 1))
  ones = reserve(8 * tileRows)
  tailWeights = reserve(8 * tileRows)
  for (let row: usize = 0; row < tileRows; row++) store<f64>(ones + 8 * row, 1)
  const groups = (count + 3) >> 2
  // Kernels that take four columns at a time read up to three too many, in the last group as elsewhere.
  rows = reserve(groupBytes * (groups + 1) + 96)
  weights = weighted ? reserve(32 * (groups + 1)) : 0
  const tiles = (count + tileRows - 1) / tileRows
  homes = reserve(8 * tiles)
  if (!already) memory.fill(homes, 0, 8 * tiles)
  rowsEnd = top
  return shift
}

/**
 * Makes room for a model, `aside` bytes after the rows.
 * @returns where the host writes log constants, means and factors, one after another
 */
export function layOutModel(components: usize, isDiagonal: bool, bytesPacked: usize, aside: usize): usize {
  top = rowsEnd + aside
  k = components
  diagonal = isDiagonal
  factorBytes = 8 * (diagonal ? d : d * d)
  logConstants = reserve(k * (8 + 8 * d + factorBytes))
  means = logConstants + 8 * k
  factors = means + 8 * k * d
  centered = reserve(k)
  packedBytes = bytesPacked
  packed = reserve(k * packedBytes)
  separatorBytes = diagonal ? 0 : 8 * (1 + evenD)
  separators = reserve(k * separatorBytes)

  // Not a multiple of 4 KiB from one component to another: loads wait for stores that differ only above that.
  logBytes = 8 * tileRows + 64
  logs = reserve(k * logBytes)
  scales = reserve(logBytes)
  floors = reserve(logBytes)
  present = reserve(k * sizeof<usize>())
  answers = reserve(k * logBytes)
  differences = reserve(groupBytes * (tileRows >> 2) + 96)
  // What four columns at a time read beyond D is multiplied by 0, and has to be a number.
  if (d > 3 && d & 3) memory.fill(differences, 0, groupBytes * (tileRows >> 2) + 96)
  sharesKept = reserve(logBytes)
  strip = reserve(4 * logBytes)

  counts = reserve(8 * k)
  firstBytes = pitch
  firsts = reserve(k * firstBytes)
  secondBytes = diagonal ? 8 * evenD : ((d + 3) & ~3) * pitch
  seconds = reserve(k * secondBytes)
  sums = reserve(16 + k * (8 + 8 * d + factorBytes))
  return logConstants
}

/** Makes room for K-means, in place of a model. */
export function layOutClusters(clusters: usize): void {
  top = rowsEnd
  k = clusters
  const padded = (rowCount + 3) & ~3
  bounds = reserve(8 * padded)
  labels = bounds + 4 * padded
  tileChances = reserve(8 * (rowCount / tileRows + 1))
  candidates = reserve(4 * k)
  potentials = reserve(8 * k)
  newCenters = reserve(8 * k * (d + 1))
  centers = reserve(8 * k * d)
  origins = reserve(8 * k * d)
  clusterBytes = 8 * (3 + d)
  clusterSums = reserve(k * clusterBytes)
}

/** Has the sums lie elsewhere than after the model. */
export function setSums(address: usize): void {
  sums = address
}

/** The next `bytes` bytes, from a multiple of 64 on. Runs into a trap where the memory cannot grow. */
function reserve(bytes: usize): usize {
  const at = (top + 63) & ~63
  top = at + bytes
  const missing = <i32>((top + 0xffff) >> 16) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
  return at
}
