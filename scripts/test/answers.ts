import { GaussianMixture, selectModel, type FitOptions } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { parseModel } from '@mixtura/io'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

/** What a command has to print or leave behind, in the folder where it was run. */
type Answer = (stdout: string, folder: string) => void

const { points } = threeStudents()
const fitted = (options: FitOptions): GaussianMixture => GaussianMixture.fit(points, options).model
const three = fitted({ components: 3 })

/** The likelihood per row on a report, and as many columns of components as were asked for. */
const reports =
  (model: GaussianMixture): Answer =>
  (stdout) => {
    const [, lml] = / at the end \((-[\d.]+)\)/.exec(stdout)!
    expect(Number(lml)).toBeCloseTo(model.lml(points), 9)
    expect(/^ (?:component|student) .*/m.exec(stdout)?.[0]).toContain(` ${model.componentCount}`)
  }

/** A fit as one JSON document. */
const isFit =
  (model: GaussianMixture): ((json: string) => void) =>
  (json) => {
    const { lml } = JSON.parse(json) as { lml: number[] }
    expect(lml.at(-1)).toBeCloseTo(model.lml(points), 9)
    expect(parseModel(json).model.lml(points)).toBeCloseTo(model.lml(points), 9)
  }

/** Rows of the students with their component, from 1, and its probability among those of all. */
const labels =
  (model: GaussianMixture, from: number, to: number): ((csv: string) => void) =>
  (csv) => {
    const rows = points.to2DArray().slice(from, to)
    const [header, ...lines] = csv.trim().split('\n')
    expect(header).toBe('x,y,label,r1,r2,r3')
    const cells = lines.map((line) => line.split(',').map(Number))
    expect(cells.map((row) => row.slice(0, 2))).toEqual(rows)
    expect(cells.map((row) => row[2])).toEqual(Array.from(model.predict(rows), (label) => label + 1))
    const responsibilities = model.responsibilities(rows).to2DArray()
    cells.forEach((row, i) => row.slice(3).forEach((r, k) => expect(r).toBeCloseTo(responsibilities[i]![k]!, 9)))
  }

/** A picture with the outlines of three components, each in a colour of its own. */
const drawsThree = (svg: string): void => {
  const colours = new Set(Array.from(svg.matchAll(/stroke="(#\w+)"/g), ([, colour]) => colour))
  for (const neutral of ['#888888', '#ffffff']) colours.delete(neutral)
  expect(colours.size).toBe(3)
}

const inFile =
  (name: string, check: (text: string) => void): Answer =>
  (stdout, folder) => {
    expect(stdout).toBe('')
    check(readFileSync(join(folder, name), 'utf8'))
  }

/** The notebook's fifty iterations, whatever is gained. */
const notebook = reports(fitted({ components: 3, tolerance: 0, maxIterations: 50 }))

/**
 * The answer of each documented command whose page does not show one, by its line. Numbers are the library's own on
 * the students, of which `stones.csv` holds all, `new.csv` the first three, and `new-stones.csv` the next.
 */
export const answers: Readonly<Record<string, Answer>> = {
  mixtura: notebook,
  'npm run tui': notebook,
  'mixtura stones.csv -k 4 --columns x,y': reports(fitted({ components: 4 })),
  'mixtura fit stones.csv -k 3': reports(three),
  'npm run tui -- fit stones.csv -k 3': reports(three),
  'mixtura fit stones.csv -k 3 -o model.json': inFile('model.json', isFit(three)),
  'mixtura predict model.json new.csv -o labels.csv': inFile('labels.csv', labels(three, 0, 3)),
  'mixtura predict model.json new-stones.csv': (stdout) => labels(three, 3, 6)(stdout),
  'mixtura select stones.csv --k 1..9': (stdout) => {
    const { best } = selectModel(points, {
      components: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      covariances: ['full', 'tied', 'diag', 'spherical'],
    })
    expect(best.components).toBe(3)
    expect(stdout).toContain(`* best: K = ${best.components}, ${best.covariance}, BIC ${best.bic.toFixed(3)} `)
  },
  'mixtura plot stones.csv --model model.json -o stones.svg': inFile('stones.svg', drawsThree),
  'mixtura generate three-students -n 500 | mixtura fit - -k 3 --columns x,y --json': isFit(three),
  'mixtura generate three-students | mixtura fit - -k 3 --columns x,y --json > model.json': inFile(
    'model.json',
    isFit(three),
  ),
  'npm run pack': (_, folder) => {
    const packed = readdirSync(join(folder, 'packed')).map((name) => name.replace(/-\d.*/, ''))
    const packages = ['core', 'datagen', 'engines', 'io', 'session', 'viz'].map((name) => `mixtura-${name}`)
    expect(packed.sort()).toEqual(['mixtura', ...packages])
  },
  'cd ../my-project && npm install ../mixtura/packed/mixtura-core-*.tgz ../mixtura/packed/mixtura-datagen-*.tgz': (
    _,
    folder,
  ) => {
    for (const name of ['core', 'datagen'])
      expect(existsSync(join(folder, `../my-project/node_modules/@mixtura/${name}/package.json`)), name).toBe(true)
  },
}
