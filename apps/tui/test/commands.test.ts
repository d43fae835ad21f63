import { parquetWriteBuffer } from 'hyparquet-writer'
import { covarianceNames, GaussianMixture } from '@mixtura/core'
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { startNames } from '../src/settings.ts'
import { fixture } from './fixtures.ts'
import { mixtura } from './streams.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mixtura-'))
})

/** What a command prints, where all goes well. */
const stdoutOf = async (argv: string[], stdin: string | Uint8Array = ''): Promise<string> => {
  const { code, stdout, stderr } = await mixtura(argv, { stdin })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}
const largestGap = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])))

const notebook = '-k 3 --columns x,y --init kmeans --regularization 0 --max-iterations 50 --tolerance 0 --json'.split(
  ' ',
)
const generated = (): Promise<string> => stdoutOf(['generate', 'three-students', '-n', '500', '--seed', '12'])

describe('generate | fit', () => {
  test('gives the notebook’s stones, its 50 LML values and its parameters', async () => {
    const csv = await generated()
    const [header, ...rows] = csv.trim().split('\n')
    expect(header).toBe('x,y,student')
    const numbers = rows.map((row) => row.split(',').map(Number))
    expect(numbers.map(([, , student]) => student)).toEqual(fixture.z)
    expect(
      largestGap(
        numbers.flatMap(([x, y]) => [x, y]),
        fixture.x.flat(),
      ),
    ).toBeLessThan(1e-12)

    const document = JSON.parse(await stdoutOf(['fit', '-', ...notebook], csv))
    expect(Object.keys(document)).toEqual(
      'schemaVersion model lml logLikelihood aic bic iterations converged stopReason events seed n d'.split(' '),
    )
    expect(document).toMatchObject({
      schemaVersion: 1,
      model: { covariance: 'full', columns: ['x', 'y'] },
      iterations: 50,
      converged: false,
      stopReason: 'max-iterations',
      events: [],
      seed: 0,
      n: 500,
      d: 2,
    })
    expect(document.lml).toHaveLength(50)
    expect(largestGap(document.lml, fixture.lml)).toBeLessThan(1e-9)
    expect(document.logLikelihood).toBeCloseTo(500 * fixture.lml[49], 6)

    // The fixture's components are sorted by their first mean.
    const { weights, means, covariances } = document.model
    const order = [0, 1, 2].sort((a, b) => means[a][0] - means[b][0])
    expect(
      largestGap(
        order.map((k) => weights[k]),
        fixture.final.weights,
      ),
    ).toBeLessThan(1e-9)
    expect(
      largestGap(
        order.flatMap((k) => means[k]),
        fixture.final.means.flat(),
      ),
    ).toBeLessThan(1e-9)
    expect(
      largestGap(
        order.flatMap((k) => covariances[k].flat()),
        fixture.final.covariances.flat(2),
      ),
    ).toBeLessThan(1e-9)
  })

  test('numbers in JSON survive the round trip to the last bit', async () => {
    const text = await stdoutOf(['fit', '-', ...notebook], await generated())
    const document = JSON.parse(text)
    const again = GaussianMixture.fromJSON({ ...document.model, schemaVersion: 1 })
    expect(again.toJSON().means).toEqual(document.model.means)
    expect(again.toJSON().covariances).toEqual(document.model.covariances)
    expect(`${JSON.stringify(document)}\n`).toBe(text)
  })

  test.each(covarianceNames)('fits %s covariances', async (covariance) => {
    const argv = ['fit', 'three-students', '--covariance', covariance, '--max-iterations', '5', '--json']
    const document = JSON.parse(await stdoutOf(argv))
    expect(document.model.covariance).toBe(covariance)
    expect(document.lml.at(-1)).toBeGreaterThan(document.lml[0])
  })

  test.each(startNames)('starts by %s', async (init) => {
    const document = JSON.parse(await stdoutOf(['fit', 'three-students', '--init', init, '--json']))
    expect(document.converged).toBe(true)
  })

  test('NDJSON, the trace and the document tell the same story', async () => {
    const argv = ['fit', 'three-students', '--max-iterations', '4', '--tolerance', '0']
    const lines = (await stdoutOf([...argv, '--ndjson']))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const { lml } = JSON.parse(await stdoutOf([...argv, '--json']))
    expect(lines.map((line) => line.iteration)).toEqual([0, 1, 2, 3, 4])
    expect(lines.slice(1).map((line) => line.lml)).toEqual(lml)
    expect(lines[0].gain).toBeNull()
    expect(lines[2].gain).toBe(lml[1] - lml[0])
  })

  test('with several starts each NDJSON line says which it belongs to, and the best is kept', async () => {
    const argv = ['fit', 'three-students', '--init', 'random', '--restarts', '3', '--seed', '5']
    const lines = (await stdoutOf([...argv, '--ndjson']))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const lastOf = new Map<number, number>(lines.map(({ start, lml }) => [start, lml]))
    expect([...lastOf.keys()]).toEqual([0, 1, 2])
    const last = [...lastOf.values()]
    const document = JSON.parse(await stdoutOf([...argv, '--json']))
    expect(document.lml.at(-1)).toBe(Math.max(...last))
    expect(document.seed).toBe(5 + last.indexOf(Math.max(...last)))
  })
})

describe('input', () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({ x: (i % 2) * 8 + Math.sin(i), 'y [cm]': Math.cos(i * i) }))
  const csv = ['x,y [cm]', ...rows.map((row) => `${row.x},${row['y [cm]']}`), ''].join('\n')
  const argv = ['fit', '-', '-k', '2', '--json']
  const usual = (): Promise<string> => stdoutOf(argv, csv)
  const parquet = (codec: 'SNAPPY' | 'UNCOMPRESSED', rowGroupSize: number): Uint8Array => {
    const columnData = ['x', 'y [cm]'].map((name) => ({ name, data: rows.map((row) => row[name as 'x']) }))
    return new Uint8Array(parquetWriteBuffer({ columnData, codec, rowGroupSize }))
  }

  test.each<[string, string | Uint8Array, string[]]>([
    ['TSV', csv.replaceAll(',', '\t'), []],
    ['semicolons and decimal commas', csv.replaceAll(',', ';').replaceAll('.', ','), ['--decimal', ',']],
    ['CRLF and a byte order mark', `\uFEFF${csv.replaceAll('\n', '\r\n')}`, []],
    ['quoted fields', csv.replaceAll(/[^,\n]+/g, '"$&"'), []],
    ['comments and blank lines', `# stones\n${csv.replaceAll('\n', '\n\n# more\n')}`, ['--comment', '#']],
    ['JSON', JSON.stringify(rows), []],
    ['NDJSON', rows.map((row) => `${JSON.stringify(row)}\n`).join(''), []],
    ['gzip', gzipSync(csv), []],
    ['gzipped JSON', gzipSync(JSON.stringify(rows)), []],
    ['Parquet', parquet('SNAPPY', 100), []],
    ['Parquet in several groups of rows', parquet('UNCOMPRESSED', 7), []],
    ['names with blanks and brackets', csv, ['--columns', 'x,y [cm]']],
    ['columns by number', csv, ['--columns', '1,2']],
    ['a named tab', csv.replaceAll(',', '\t'), ['--delimiter', 'tab']],
  ])('%s', async (_, stdin, flags) => {
    expect(await stdoutOf([...argv, ...flags], stdin)).toBe(await usual())
  })

  test('a file by its name, with a blank and a hyphen', async () => {
    const path = join(directory, '- my stones.csv')
    writeFileSync(path, csv)
    expect(await stdoutOf(['fit', path, '-k', '2', '--json'])).toBe(await usual())
  })

  test('text columns are left out, and that is said', async () => {
    const named = csv
      .replaceAll('\n', ',stone\n')
      .replace(',stone', ',kind')
      .replace(/\n,stone\n$/, '\n')
    const { code, stdout, stderr } = await mixtura(argv, { stdin: named })
    expect(code).toBe(0)
    expect(stdout).toBe(await usual())
    expect(stderr).toMatch(/^mixtura: Column .*kind.* is not numeric and was left out\.\n$/)
  })

  test('bad rows are skipped where that was asked for, and counted', async () => {
    const { code, stdout, stderr } = await mixtura([...argv, '--skip-bad-rows'], { stdin: `${csv}5,oops\n` })
    expect(code).toBe(0)
    expect(stdout).toBe(await usual())
    expect(stderr).toMatch(/Row 31, column .*: .oops. is not a number\. Skipped 1 of 31 rows\./)
  })

  test('a weight counts as so many rows', async () => {
    const weighted = ['x,y,times', ...rows.map((row, i) => `${row.x},${row['y [cm]']},${1 + (i % 3)}`), ''].join('\n')
    const repeated = rows.flatMap((row, i) => Array.from({ length: 1 + (i % 3) }, () => `${row.x},${row['y [cm]']}`))
    const one = JSON.parse(await stdoutOf([...argv, '--weights', 'times'], weighted))
    const many = JSON.parse(await stdoutOf(argv, ['x,y', ...repeated, ''].join('\n')))
    expect(one.logLikelihood).toBeCloseTo(many.logLikelihood, 6)
    expect(one.bic).toBeCloseTo(many.bic, 6)
  })

  test('a name that would write to the terminal is not passed on', async () => {
    const stdout = await stdoutOf(['report', '-', '-k', '1'], csv.replace('x,', 'x\u001B[31m,'))
    expect(stdout).not.toContain('\u001B')
    expect(stdout).toContain('mean x�[31m')
  })
})

describe('models', () => {
  const fitted = async (): Promise<{ csv: string; model: string }> => {
    const csv = await generated()
    const model = join(directory, 'model.json')
    await stdoutOf(['fit', '-', ...notebook.filter((flag) => flag !== '--json'), '-o', model], csv)
    return { csv, model }
  }

  test('predict appends label and responsibilities to every column', async () => {
    const { csv, model } = await fitted()
    const [header, ...rows] = (await stdoutOf(['predict', model, '-'], csv)).trim().split('\n')
    expect(header).toBe('x,y,student,label,r1,r2,r3')
    expect(rows.map((row) => row.split(',').slice(0, 3).join(','))).toEqual(csv.trim().split('\n').slice(1))
    for (const row of rows) {
      const [label, ...responsibilities] = row.split(',').slice(3).map(Number)
      expect(responsibilities[label - 1]).toBe(Math.max(...responsibilities))
      expect(responsibilities.reduce((sum, r) => sum + r, 0)).toBeCloseTo(1, 12)
    }
    // The fixture's components are sorted by their first mean; ours as K-means found them.
    const { means } = JSON.parse(readFileSync(model, 'utf8')).model
    const rank = [0, 1, 2].sort((a, b) => means[a][0] - means[b][0])
    expect(rows.map((row) => rank.indexOf(Number(row.split(',')[3]) - 1))).toEqual(fixture.labels)
  })

  test('predict takes the model’s columns wherever they stand, and finds free names', async () => {
    const { model } = await fitted()
    const stdin = 'label,y,r1,x\na,5,7,2\nb,4,8,4\n'
    const [header, first] = (await stdoutOf(['predict', model, '-'], stdin)).split('\n')
    expect(header).toBe('label,y,r1,x,label_,r1_,r2,r3')
    expect(first).toMatch(/^a,5,7,2,\d,/)
  })

  test('score gives the fixture’s LML, and its accuracy where the truth is known', async () => {
    const { csv, model } = await fitted()
    const scores = JSON.parse(await stdoutOf(['score', model, '-', '--truth', 'student', '--json'], csv))
    expect(Math.abs(scores.lml - fixture.lml[49])).toBeLessThan(1e-9)
    expect(scores.accuracy).toBe(fixture.accuracy)
    expect(scores.n).toBe(500)
    const names = csv.replaceAll(/,0$/gm, ',Ann').replaceAll(/,1$/gm, ',Bo').replaceAll(/,2$/gm, ',Cy')
    expect(JSON.parse(await stdoutOf(['score', model, '-', '--truth', 'student', '--json'], names))).toEqual(scores)
  })

  test('sample draws from the model, by a seed', async () => {
    const { model } = await fitted()
    const text = await stdoutOf(['sample', model, '-n', '2000', '--seed', '3'])
    expect(text).toMatch(/^x,y,label\n/)
    expect(await stdoutOf(['sample', model, '-n', '2000', '--seed', '3'])).toBe(text)
    const scores = JSON.parse(await stdoutOf(['score', model, '-', '--truth', 'label', '--json'], text))
    expect(Math.abs(scores.lml - fixture.lml[49])).toBeLessThan(0.1)
  })

  test('select finds three students, and predict reads what it writes', async () => {
    const csv = await generated()
    const table = await stdoutOf(['select', '-', '--k', '1..5', '--columns', 'x,y'], csv)
    expect(table).toMatch(/^ {2}3 +2989\.\d\*/m)
    expect(table).toContain('* best: K = 3, full, BIC 2989.')
    const best = join(directory, 'best.json')
    await stdoutOf(['select', '-', '--k', '2,3', '--covariance', 'full', '--columns', 'x,y', '-o', best], csv)
    expect(JSON.parse(readFileSync(best, 'utf8'))).toMatchObject({ best: { components: 3, covariance: 'full' } })
    expect(await stdoutOf(['predict', best, '-'], csv)).toMatch(/^x,y,student,label,r1,r2,r3\n/)
  })

  test('plot draws SVG by the name of the file, and characters elsewhere', async () => {
    const { csv, model } = await fitted()
    const path = join(directory, 'plot.svg')
    await stdoutOf(['plot', '-', '--model', model, '-o', path], csv)
    const svg = readFileSync(path, 'utf8')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*\n/)
    expect(svg.match(/<circle /g)).toHaveLength(3)
    await expect(await stdoutOf(['plot', '-', '--model', model], csv)).toMatchFileSnapshot('frames/plot.txt')
  })

  test('a single column is plotted as densities', async () => {
    const column = (await generated()).replaceAll(/,.*$/gm, '')
    const model = join(directory, 'one.json')
    await stdoutOf(['fit', '-', '-k', '2', '-o', model], column)
    expect(await stdoutOf(['plot', '-', '--model', model], column)).toContain('x →')
    expect(await stdoutOf(['plot', '-', '--model', model, '--format', 'svg'], column)).toContain('density')
    for (const length of [60, 76, 78, 79, 200]) {
      const [heading] = (await stdoutOf(['plot', '-'], column.replace('x', 'x'.repeat(length)))).split('\n')
      expect(heading).toHaveLength(Math.min(length + 2, 80))
    }
  })
})

describe('output', () => {
  const fit = ['fit', 'three-students', '--max-iterations', '2', '--json']

  test('takes the place of a file, through a link, with the rights it had', async () => {
    const target = join(directory, 'old.json')
    const link = join(directory, 'link.json')
    writeFileSync(target, 'old', { mode: 0o600 })
    symlinkSync(target, link)
    await stdoutOf([...fit, '-o', link])
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(target, 'utf8')).iterations).toBe(2)
    expect(statSync(target).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory).sort()).toEqual(['link.json', 'old.json'])
  })

  test('is written whole or not at all', async () => {
    const target = join(directory, 'model.json')
    writeFileSync(target, 'old')
    const { code } = await mixtura(['fit', '-', '-k', '2', '-o', target], { stdin: 'x,y\n1,1\n1,1\n' })
    expect(code).toBe(65)
    expect(readFileSync(target, 'utf8')).toBe('old')
    expect(readdirSync(directory)).toEqual(['model.json'])
  })

  test('into a device does not replace the device', async () => {
    expect(await stdoutOf([...fit, '-o', '/dev/null'])).toBe('')
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  test('- is stdout', async () => {
    expect(await stdoutOf([...fit, '-o', '-'])).toBe(await stdoutOf(fit))
    expect(existsSync('-')).toBe(false)
  })
})

describe('colour', () => {
  const isColoured = async (argv: string[], looking: boolean, env = {}): Promise<boolean> =>
    (await mixtura(['report', ...argv], { looking, env })).stdout.includes('\u001B[')

  test.each<[string, string[], boolean, Record<string, string>, boolean]>([
    ['somebody looks', [], true, {}, true],
    ['nobody looks', [], false, {}, false],
    ['NO_COLOR', [], true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', [], true, { NO_COLOR: '' }, true],
    ['CLICOLOR_FORCE', [], false, { CLICOLOR_FORCE: '1' }, true],
    ['NO_COLOR over CLICOLOR_FORCE', [], false, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, false],
    ['TERM=dumb', [], true, { TERM: 'dumb' }, false],
    ['--color always over NO_COLOR', ['--color', 'always'], false, { NO_COLOR: '1' }, true],
    ['--color never over CLICOLOR_FORCE', ['--color', 'never'], true, { CLICOLOR_FORCE: '1' }, false],
  ])('%s', async (_, argv, looking, env, expected) => {
    expect(await isColoured(argv, looking, env)).toBe(expected)
  })
})

describe('help', () => {
  test('begins with examples, for the program and for every command', async () => {
    const program = await stdoutOf(['--help'])
    expect(program).toMatch(/^Examples:\n {2}mixtura /)
    for (const command of 'live report fit predict score sample select plot generate completion'.split(' ')) {
      expect(program).toMatch(new RegExp(`^  ${command} `, 'm'))
      expect(await stdoutOf([command, '--help'])).toMatch(/^Examples:\n {2}/)
    }
  })

  test('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(await stdoutOf(['--version'])).toBe(`${version}\n`)
  })
})
