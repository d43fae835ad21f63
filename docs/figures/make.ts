import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { accuracy, GaussianMixture, initialize, kMeans, matchLabels } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { type Theme } from '@mixtura/viz'
import { lmlChartSvg, scatterSvg } from '@mixtura/viz/figures'

/** The notebook's figures, drawn from the notebook's numbers, light and dark, into public/figures. */

const target = new URL('../public/figures/', import.meta.url)
mkdirSync(target, { recursive: true })

const truth = threeStudents()
const points = truth.points.to2DArray()
const origin = 'Three students, 500 stones, seed 12.'

const partition = kMeans(points, { components: 3 })
const start = initialize(points, { components: 3 }).model
const { model, lml, finalLml, startLml, iterations } = GaussianMixture.fit(points, {
  components: 3,
  tolerance: 0,
  maxIterations: 50,
})
const random = GaussianMixture.fit(points, { components: 3, init: 'random', tolerance: 0, maxIterations: 50 })

/** A mixture with its components in the students' order, so that colours mean the same in every figure. */
function inOrder(mixture: GaussianMixture, labels: ArrayLike<number>) {
  const student = Array.from(matchLabels(truth.labels, labels))
  const order = student.map((_, k) => student.indexOf(k))
  return {
    weights: order.map((k) => mixture.weights[k]),
    means: order.map((k) => mixture.means.getRow(k)),
    covariances: order.map((k) => mixture.covariances[k].to2DArray()),
    responsibilities: mixture
      .responsibilities(points)
      .to2DArray()
      .map((row) => order.map((k) => row[k])),
    labels: Array.from(labels, (label) => student[label]),
  }
}

const startInOrder = inOrder(start, partition.labels)
const estimate = inOrder(model, model.predict(points))
const share = accuracy(truth.labels, estimate.labels)

figure('stones', (theme) => scatterSvg({ theme, points, title: 'Who threw which stone?', caption: origin }))

figure('truth', (theme) =>
  scatterSvg({
    theme,
    points,
    labels: truth.labels,
    truth,
    title: 'What Bayes cannot see',
    caption: `${origin} Each stone in its thrower’s colour.`,
  }),
)

figure('kmeans', (theme) =>
  scatterSvg({
    theme,
    points,
    labels: startInOrder.labels,
    mixture: startInOrder,
    title: 'The K-means partition',
    caption: `${origin} Cluster means and covariances; LML ${startLml.toFixed(4)}.`,
  }),
)

figure('estimate', (theme) =>
  scatterSvg({
    theme,
    points,
    responsibilities: estimate.responsibilities,
    mixture: estimate,
    truth,
    title: `After ${iterations} iterations`,
    caption: `${origin} Colours blend by responsibility; LML ${finalLml.toFixed(4)}, accuracy ${share} after matching labels.`,
  }),
)

figure('lml', (theme) =>
  lmlChartSvg({
    theme,
    lml: [startLml, ...lml],
    others: [[random.startLml, ...random.lml]],
    title: 'The log-marginal likelihood only climbs',
    caption: `${origin} Bold: from K-means. Thin: from a random start.`,
  }),
)

// What the last run of the benchmarks has drawn.
const benchmarks = new URL('../../bench/results/', import.meta.url)
for (const file of readdirSync(benchmarks).filter((name) => name.endsWith('.svg'))) {
  copyFileSync(new URL(file, benchmarks), new URL(file.replace(/\.(light|dark)\./, '-$1.'), target))
}

// The demo’s mark.
copyFileSync(new URL('../../apps/web/public/favicon.svg', import.meta.url), new URL('mark.svg', target))

function figure(name: string, draw: (theme: Theme) => string): void {
  for (const theme of ['light', 'dark'] as const) writeFileSync(new URL(`${name}-${theme}.svg`, target), draw(theme))
}
