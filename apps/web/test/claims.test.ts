import {
  adjustedRandIndex,
  em,
  GaussianMixture,
  kMeans,
  matchLabels,
  MixturaError,
  qFunction,
  type Frame,
} from '@mixtura/core'
import { expect, test } from 'vitest'
import { hillsOf, hillTolerance } from '../src/lib/optima.ts'
import { collapse, collapsing, finish, firstFrames, judge, mostDoubtfulStone, stones } from '../src/story/runs.ts'
import { COUNTED_TWO, hillStarts, lowerStart } from '../src/story/starts.ts'
import { story as en } from '../src/strings/story.en.ts'
import { story as fr } from '../src/strings/story.fr.ts'

// What the story's text says, chapter by chapter, computed anew.

const TOLERANCE = hillTolerance({ tolerance: 1e-6 })
const points = stones.dataset
const N = points.sampleCount
const row = (i: number): number[] => Array.from(points.values.subarray(2 * i, 2 * i + 2))
const [start, next] = firstFrames()
const r = start.model.responsibilities(points).to2DArray()

test('night: three students, five hundred stones', () => {
  expect(en.night.text.join()).toContain(`${N} stones`)
  expect(fr.night.text.join()).toContain(`${N} pierres`)
  expect(new Set(Array.from(stones.truth!.labels)).size).toBe(3)
})

test('E: a share is weight times density, divided by the sum over all; most stones are claimed by one', () => {
  const { weights, means, covariances } = start.model
  for (let i = 0; i < N; i += 50) {
    const claims = Array.from(weights, (weight, k) => {
      const [a, b, , d] = covariances[k]!.to1DArray()
      const det = a! * d! - b! * b!
      const [x, y] = [row(i)[0]! - means.get(k, 0), row(i)[1]! - means.get(k, 1)]
      const distance = (d! * x * x - 2 * b! * x * y + a! * y * y) / det
      return (weight * Math.exp(-distance / 2)) / (2 * Math.PI * Math.sqrt(det))
    })
    const sum = claims.reduce((total, claim) => total + claim)
    claims.forEach((claim, k) => expect(r[i]![k]).toBeCloseTo(claim / sum, 12))
    expect(r[i]!.reduce((total, share) => total + share)).toBeCloseTo(1, 12)
  }
  const certain = r.filter((shares) => Math.max(...shares) > 0.9).length
  expect(certain).toBeGreaterThan(N / 2)
  const doubt = (shares: readonly number[]): number =>
    -shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0)
  expect(mostDoubtfulStone()).toBe(r.map(doubt).indexOf(Math.max(...r.map(doubt))))
})

test('M: weighted count, mean and scatter; no other parameters explain the shares better', () => {
  const { weights, means, covariances } = next.model
  for (let k = 0; k < 3; k++) {
    const count = r.reduce((sum, shares) => sum + shares[k]!, 0)
    const mean = [0, 1].map((d) => r.reduce((sum, shares, i) => sum + shares[k]! * row(i)[d]!, 0) / count)
    expect(weights[k]).toBeCloseTo(count / N, 12)
    mean.forEach((value, d) => expect(means.get(k, d)).toBeCloseTo(value, 10))
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const scatter = r.reduce((sum, s, i) => sum + s[k]! * (row(i)[a]! - mean[a]!) * (row(i)[b]! - mean[b]!), 0)
      expect(covariances[k]!.get(a, b)).toBeCloseTo(scatter / count, 10)
    }
  }
  const best = qFunction(next.model, start.model, points)
  const rows = means.to2DArray()
  const matrices = covariances.map((matrix) => matrix.to2DArray())
  for (const step of [-0.01, 0.01]) {
    const moved = rows.map((mean, k) => (k === 0 ? [mean[0]! + step, mean[1]!] : mean))
    const stretched = matrices.map((matrix, k) =>
      k === 1 ? matrix.map((line) => line.map((v) => v * (1 + step))) : matrix,
    )
    const shifted = Array.from(weights, (weight, k) => weight + [step, -step, 0][k]!)
    for (const other of [
      { weights, means: moved, covariances: matrices },
      { weights, means: rows, covariances: stretched },
      { weights: shifted, means: rows, covariances: matrices },
    ]) {
      expect(qFunction(new GaussianMixture(other), start.model, points)).toBeLessThan(best)
    }
  }
})

test('climb: after every turn the stones are as likely as before, and the bound touches and lies below', () => {
  const { lml, startLml, iterations, monotone } = finish('kmeans', 0)
  expect(iterations).toBe(lml.length)
  lml.forEach((value, i) => expect(value).toBeGreaterThan(i === 0 ? startLml : lml[i - 1]!))
  expect(monotone).toMatchObject({ of: iterations, rose: iterations, falls: [] })
  expect(en.climb.chart(iterations)).toContain(String(iterations))

  const frames: Frame[] = Array.from(em(points, { components: 3 }))
  const entropy = (model: GaussianMixture): number =>
    -model
      .responsibilities(points)
      .to1DArray()
      .reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0) / N
  for (const [i, frame] of frames.slice(1, 10).entries()) {
    const { model, lml: before } = frames[i]!
    expect(qFunction(model, model, points) + entropy(model)).toBeCloseTo(before, 10)
    expect(qFunction(frame.model, model, points) + entropy(model)).toBeLessThanOrEqual(frame.lml)
    expect(frame.lml - before).toBeGreaterThanOrEqual(
      qFunction(frame.model, model, points) - qFunction(model, model, points),
    )
  }
})

test('starts: with three students all end where K-means does, with two on three hills', () => {
  const endOf = ({ init, seed }: (typeof hillStarts)[number], components: number): { seed: number; lml: number } => ({
    seed,
    lml: finish(init, seed, components).finalLml,
  })
  const random = Array.from({ length: 100 }, (_, seed) => endOf({ init: 'random', seed }, 3))
  expect(hillsOf([...random, endOf({ init: 'kmeans', seed: 0 }, 3)], TOLERANCE)).toHaveLength(1)
  expect(hillStarts).toHaveLength(4)
  const ends = hillStarts.map((start) => endOf(start, COUNTED_TWO))
  expect(hillsOf(ends, TOLERANCE)).toHaveLength(3)
})

test('truth: labels are matched one to one before anything is counted', () => {
  const { model, slots } = finish('kmeans', 0)
  const labels = model.predict(points)
  const matched = matchLabels(stones.truth!.labels, labels)
  expect(slots).toEqual(Array.from(matched))
  expect(new Set(matched).size).toBe(3)
  const right = labels.filter((label, i) => matched[label] === stones.truth!.labels[i]).length
  const { accuracy, rand } = judge(model)
  expect(accuracy).toBe(right / N)
  expect(rand).toBe(adjustedRandIndex(stones.truth!.labels, labels))
  expect(rand).toBeGreaterThan(0.7)
})

test('fails: the lower hill is lower than the one beside it', () => {
  const { init, seed, components } = lowerStart
  const [lower, higher] = [finish(init, seed, components), finish('kmeans', 0, components)]
  expect(lower.finalLml).toBeLessThan(higher.finalLml - 0.1)
  expect([lower.stopReason, higher.stopReason]).toEqual(['tolerance', 'tolerance'])
})

test('fails: six components fit better than three, and are not worth it', () => {
  const [three, six] = [3, 6].map((components) => finish('kmeans', 0, components))
  expect(six!.finalLml).toBeGreaterThan(three!.finalLml)
  expect(six!.model.bic(points)).toBeGreaterThan(three!.model.bic(points))
  const rand = ({ model }: { model: GaussianMixture }): number =>
    adjustedRandIndex(stones.truth!.labels, model.predict(points))
  expect(rand(six!)).toBeLessThan(rand(three!))
})

test('fails: a component shrinks onto copies of one point, and has no top', () => {
  const options = { components: 3, onCollapse: 'error' } as const
  const fit = (): unknown => GaussianMixture.fit(collapsing.dataset, options)
  expect(fit).toThrow(expect.objectContaining({ code: 'component-collapsed' }) as MixturaError)
  const smallest = Math.min(
    ...collapse().model.covariances.map((matrix) => {
      const [a, b, , d] = matrix.to1DArray()
      return a! * d! - b! * b!
    }),
  )
  expect(smallest).toBeLessThan(1e-6)
  // Narrower ellipses on the copies make the likelihood as large as one likes.
  const copies = kMeans(collapsing.dataset, { components: 3 }).centers.to2DArray()
  const lmlOf = (variance: number): number =>
    new GaussianMixture({
      weights: [1 / 3, 1 / 3, 1 / 3],
      means: [copyOf(collapsing.dataset.values), copies[1]!, copies[2]!],
      covariances: [variance, 10, 10].map((v) => [
        [v, 0],
        [0, v],
      ]),
    }).lml(collapsing.dataset)
  const lmls = [1e-2, 1e-4, 1e-8, 1e-16].map(lmlOf)
  lmls.slice(1).forEach((lml, i) => expect(lml).toBeGreaterThan(lmls[i]! + 1))
})

/** The point that most others lie on. */
function copyOf(values: Float64Array): number[] {
  const counts = new Map<string, number>()
  for (let i = 0; i < values.length; i += 2) {
    const key = `${values[i]} ${values[i + 1]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const [[most]] = Array.from(counts).sort(([, a], [, b]) => b - a) as [[string, number]]
  return most.split(' ').map(Number)
}

test('appendix: the derivatives are what they are said to be', () => {
  const [precision, x, mu] = [
    [
      [2, 0.5],
      [0.5, 1],
    ],
    [1, -2],
    [0.3, 0.4],
  ] as [number[][], number[], number[]]
  const h = 1e-6
  const distance = (at: number[]): number => {
    const u = x.map((value, d) => value - at[d]!)
    return u.reduce((sum, a, i) => sum + u.reduce((part, b, j) => part + a * precision[i]![j]! * b, 0), 0)
  }
  for (const d of [0, 1]) {
    const [up, down] = [h, -h].map((step) => distance(mu.map((value, i) => value + (i === d ? step : 0))))
    const gradient = -2 * precision[d]!.reduce((sum, entry, j) => sum + entry * (x[j]! - mu[j]!), 0)
    expect((up! - down!) / (2 * h)).toBeCloseTo(gradient, 6)
  }
  // ∂ log|Λ| / ∂Λ₁₁ = (Λ⁻¹)₁₁ and ∂ tr(ΛS) / ∂Λ₁₁ = S₁₁.
  const det = (a: number): number => a * precision[1]![1]! - precision[0]![1]! ** 2
  expect((Math.log(det(2 + h)) - Math.log(det(2 - h))) / (2 * h)).toBeCloseTo(precision[1]![1]! / det(2), 6)
})
