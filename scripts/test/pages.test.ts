import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../lib/run.mjs'
import { run } from './consumer.ts'

const pages = globSync(
  ['*.md', '{apps,packages}/*/README.md', 'bench/*.md', 'docs/*.md', 'docs/{decisions,guides}/*.md'],
  {
    cwd: root,
  },
).sort()
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

/** What the most careful of readers may have in the configuration of their compiler. */
const strictest = {
  strict: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
}

test(
  'all TypeScript of a page is a program that passes the strictest flags there are',
  { timeout: 180_000 },
  async () => {
    const programs = pages.flatMap((page) => {
      const code = [...read(page).matchAll(/^```[jt]s\n(.*?)^```$/gms)].map(([, block]) => block).join('\n')
      return code === '' ? [] : [[`${page.replace(/\W/g, '-')}.ts`, code] as const]
    })
    expect(programs.map(([name]) => name)).toEqual(expect.arrayContaining(['README-md.ts', 'docs-notebook-md.ts']))

    const project = mkdtempSync(join(tmpdir(), 'mixtura-pages-'))
    try {
      symlinkSync(join(root, 'scripts', 'node_modules'), join(project, 'node_modules'))
      mkdirSync(join(project, 'src'))
      for (const [name, code] of programs) writeFileSync(join(project, 'src', name), `${code}\nexport {}\n`)
      writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
      for (const [module, moduleResolution] of [
        ['nodenext', 'nodenext'],
        ['esnext', 'bundler'],
      ]) {
        const compilerOptions = {
          ...strictest,
          module,
          moduleResolution,
          target: 'es2022',
          noEmit: true,
          types: ['node'],
        }
        writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
        expect(await run(project, 'tsc', '-p', '.')).toBe('')
      }
    } finally {
      rmSync(project, { recursive: true })
    }
  },
)

/** What stands in a page's text: no blocks, no code within a line, no formulas. */
const prose = (page: string): string => read(page).replaceAll(/^(```|\$\$).*?^\1|`[^`\n]*`|\$[^$\n]+\$/gms, '')

describe('names', () => {
  const reports = Object.fromEntries(
    globSync('api/*.api.md', { cwd: root }).map((name) => [name.slice('api/'.length, -'.api.md'.length), read(name)]),
  )
  /** The reports of a package and its subpaths, and of core, whose options and results others hand on. */
  const surfaceOf = (name: string): string =>
    Object.entries(reports)
      .filter(([entry]) => [name, 'core'].includes(entry.split('.')[0]!))
      .map(([, report]) => report)
      .join('\n')
  const names = globSync('packages/*', { cwd: root }).map((path) => path.slice('packages/'.length))

  /** What the first cells of a README's tables name: the heading above, and a name or a member of one. */
  function named(name: string): { heading: string; text: string }[] {
    return [...read(`packages/${name}/README.md`).matchAll(/^\|(.*?)\|.*\n\|[-|: ]+\|\n((?:^\|.*\n?)+)/gm)].flatMap(
      ([, heading = '', rows = '']) =>
        rows.split('\n').flatMap((row) => {
          const first = /^\|((?:\\\||[^|])*)/.exec(row)?.[1] ?? ''
          return Array.from(first.matchAll(/`([A-Za-z][\w.-]*)/g), ([, text = '']) => ({
            heading: heading.trim(),
            text,
          }))
        }),
    )
  }

  test.each(names)('in the tables of %s are those of its surface', (name) => {
    const surface = surfaceOf(name)
    const exported = (text: string): boolean =>
      new RegExp(`^export (?:declare )?(?:abstract )?(?:function|const|class|interface|type) ${text}\\b`, 'm').test(
        surface,
      )
    const member = (text: string): boolean =>
      new RegExp(`^ +(?:static |readonly |get )*${text}\\??[:(<]|'${text}'`, 'm').test(surface)
    const unknown = named(name)
      .filter(({ heading }) => heading !== 'id')
      .filter(({ heading, text }) => {
        const [head = '', ...members] = text.split('.')
        if (heading === 'export') return !exported(head) || !members.every(member)
        return !(exported(head) || member(head)) || !members.every(member)
      })
    expect(unknown).toEqual([])
    expect(named(name).length).toBeGreaterThan(5)
  })

  /** What belongs to the host, or to those that these packages are used with. */
  const others = ['Worker', 'createReadStream', 'stream', 'pipeThrough', 'stringify', 'useSyncExternalStore']

  test('that a README says can be called are there', () => {
    const surface = Object.values(reports).join('\n')
    const called = names.flatMap((name) => {
      const text = read(`packages/${name}/README.md`).replaceAll(/^```.*?^```/gms, '')
      return Array.from(text.matchAll(/`(?:await |new )?(?:[A-Za-z]\w*\.)*([A-Za-z]\w*)\(/g), ([, head = '']) => head)
    })
    const unknown = called.filter((head) => !new RegExp(`\\b${head}\\b`).test(surface))
    expect(new Set(unknown)).toEqual(new Set(others))
  })
})

/** Words that praise, and comparisons with those one would like to be compared with. */
const superlative = new RegExp(
  [
    String.raw`\b(?:(?:fast|quick|slow|eas|simpl|saf|small|light|smart|clean|fin|great|rich|strong|clear)i?est|best|(?<!\bat )most)\b`,
    String.raw`\b(?:the only|no other|unlike|unique|un(?:rivalled|matched|paralleled)|state of the art|world-class|industry-\w+)\b`,
    String.raw`\bas \w+ as (?:any\w*|all|every\w*|others?|native|mclust|scikit-learn|sklearn|NumPy|SciPy|Python|R|C)\b`,
    String.raw`\b\w+(?:er|re) than (?:any\w*|all|every\w*|others?|mclust|scikit-learn|sklearn|NumPy|SciPy|Python|R|C)\b`,
  ].join('|'),
  'gi',
)

/** The superlatives that pages may use: what is of what, and what proves it. */
const proven: Record<string, string> = {
  'the best one’s': 'scikit-learn and mclust return the start of highest likelihood; their manuals',
  'the best of them': 'selectModel and fit keep the highest; packages/core/test',
  'the best of partitions': 'kMeans keeps the lowest inertia; packages/core/test',
  'the best of many runs': 'kMeans keeps the lowest inertia; packages/core/test',
  'is the best of: on a random sample': 'kMeans keeps the lowest inertia; packages/core/test',
  'the best partition': 'kMeans keeps the lowest inertia; packages/core/test',
  'the best is kept': 'fit keeps the highest likelihood; packages/core/test',
  'keeps the best and lists': 'fit keeps the highest likelihood; packages/core/test',
  'the best model so far': 'an aborted fit ends with it; packages/engines/test',
  'the best of five runs': 'says how it was measured',
  'best of 15 on 2 shared cores': 'says how it was measured',
  'fit these responsibilities best': 'the M-step maximises Q; docs/notebook.md derives it',
  'EM finds the best Gaussians': 'docs/notebook.md derives it',
  'agrees on most': 'an optimal assignment; packages/core/test',
  'the others most lie where': 'docs/notebook.md, its figure',
  'the smallest generalised eigenvalue': 'is what the formula bounds',
  'the smallest Mahalanobis distance': 'is of those to the components',
  'No other file loops over E and M': 'the code',
  'no other distributions': 'is a limit',
  'they are no better than other text': 'is about cells; packages/io/test',
  'so that most fits pay nothing': 'only components that are light or coincide are asked',
  'most of an E-step went': 'bench/results, before that change',
  'few of them may weigh more than all others': 'is about rows',
}

test('no superlative stands without what proves it', () => {
  const used = new Set<string>()
  const unproven = pages.flatMap((page) => {
    const text = prose(page).replaceAll(/\s+/g, ' ').replaceAll("'", '’')
    const places = Object.keys(proven).flatMap((words) =>
      Array.from(text.matchAll(new RegExp(words, 'g')), ({ index }) => ({
        words,
        from: index,
        to: index + words.length,
      })),
    )
    return Array.from(text.matchAll(superlative)).flatMap(({ 0: found, index }) => {
      const place = places.find(({ from, to }) => from <= index && index < to)
      if (place) used.add(place.words)
      return place ? [] : [`${page}: … ${text.slice(Math.max(0, index - 40), index + found.length + 40)} …`]
    })
  })
  expect(unproven).toEqual([])
  expect(Object.keys(proven).filter((words) => !used.has(words))).toEqual([])
})

test.each(['As complete as mclust', 'The fastest library', 'faster than any other', 'The only one', 'most robust'])(
  '“%s” is a superlative',
  (words) => expect(words).toMatch(new RegExp(superlative.source, 'i')),
)
