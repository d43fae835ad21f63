// `pnpm run cold-start`: from nothing to the report of a fit of 500 stones, beside the time Python takes to import
// scikit-learn's mixtures. New processes in turns; medians and quartiles.
import { threeStudents } from '@mixtura/datagen'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = 15
const command = fileURLToPath(new URL('../../apps/tui/dist/main.js', import.meta.url))
const stones = join(mkdtempSync(join(tmpdir(), 'mixtura-cold-')), 'stones.csv')
writeFileSync(
  stones,
  threeStudents()
    .points.to2DArray()
    .map((row) => row.join())
    .join('\n'),
)

const importing = ['-c', 'import sklearn.mixture']
const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, importing).status === 0)
const contestants: [string, string, string[]][] = [
  ['mixtura fit, 500 stones', process.execPath, [command, 'fit', stones, '-k', '3']],
]
if (python) contestants.push([`${python} -c "import sklearn.mixture"`, python, importing])
else console.log('No Python with scikit-learn was found: mixtura alone.')

const times = contestants.map((): number[] => [])
for (let round = 0; round <= rounds; round++) {
  for (const [i, [name, program, args]] of contestants.entries()) {
    const begun = performance.now()
    const { status, stderr } = spawnSync(program, args)
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`)
    // The first round fills caches.
    if (round > 0) times[i].push(performance.now() - begun)
  }
}
const quartile = (sorted: number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))]
for (const [i, [name]] of contestants.entries()) {
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) =>
    quartile(
      times[i].sort((a, b) => a - b),
      share,
    ).toFixed(0),
  )
  console.log(`${name}: ${median} ms (${low} … ${high})`)
}
if (python) console.log(`${(quartile(times[1], 0.5) / quartile(times[0], 0.5)).toFixed(1)} × sooner`)
