import { execFile } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../lib/run.mjs'
import { answers } from './answers.ts'

/**
 * The shell of every page is run, block after block in one folder, as its reader would, and so is the README's program.
 * Programs on other pages are run by the tests of `docs` and of the packages. A block of `text` is what the one before
 * it has to print; where a page shows none, each line of the shell has its answer in `answers.ts`.
 */
const pages = globSync(
  ['*.md', '{apps,packages}/*/README.md', 'bench/*.md', 'docs/*.md', 'docs/{decisions,guides}/*.md'],
  { cwd: root },
).sort()

/** What no test runs, by its first words, and why. The scripts and packages it names have to exist all the same. */
const notRun: Record<string, string> = {
  'npm start': 'serves the page until Ctrl-C',
  'cd packages/core': 'watches, rewrites files, and runs these tests',
  'npm install': 'asks the registry for what is not published yet; packages.test.ts installs what will be',
  'npm run bench': 'takes minutes, and the machine for itself',
  'io       text ─► Dataset': 'is a picture',
  'Cross-Origin-Opener-Policy': 'is what a server has to send',
}

interface Block {
  readonly page: string
  readonly language: string
  readonly code: string
  readonly output: string | undefined
}

const read = (name: string): string => readFileSync(join(root, name), 'utf8')

const blocks = pages.flatMap((page): Block[] =>
  [...read(page).matchAll(/^```(\w*)\n(.*?)^```\n(?:\n(?:prints\n\n)?```text\n(.*?)^```\n)?/gms)].map(
    ([, language = '', code = '', output]) => ({ page, language, code, output }),
  ),
)

const reasonOf = ({ code }: Block): string | undefined => Object.keys(notRun).find((words) => code.startsWith(words))
const isRunHere = (block: Block): boolean =>
  !reasonOf(block) && (block.language === 'sh' || (block.page === 'README.md' && block.language === 'ts'))

const home = mkdtempSync(join(tmpdir(), 'mixtura-reader-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Programs as a reader has them; npm's tasks without what they begin with, installing and building, which is done. */
const bin = join(home, 'bin')
const programs = {
  mixtura: `exec '${process.execPath}' '${join(root, 'apps/tui/dist/main.js')}' "$@"`,
  npm: `case "$*" in
  'run tui') exec mixtura ;;
  'run tui -- '*) shift 3; exec mixtura "$@" ;;
  'run pack') exec pnpm -C '${root}' --filter='./packages/*' --filter=mixtura pack --pack-destination "$PWD/packed" ;;
  'install ../'*) PATH=\${PATH#*:} exec npm "$@" --no-audit --no-fund --prefer-offline ;;
  *) echo "No test knows how to run npm $*" >&2; exit 1 ;;
esac`,
}
mkdirSync(bin)
for (const [name, script] of Object.entries(programs)) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

// pnpm lets its scripts find the workspace's packages through NODE_PATH; a reader has no such thing.
const { NODE_PATH: _, ...outside } = process.env
const env = { ...outside, PATH: [bin, process.env.PATH].join(delimiter) }

describe.each(pages.filter((page) => blocks.some((block) => block.page === page && isRunHere(block))))('%s', (page) => {
  const clone = settle(page)
  const project = join(clone, '../my-project')

  test.each(blocks.filter((block) => block.page === page && isRunHere(block)))(
    '$code',
    { timeout: 180_000 },
    async ({ language, code, output }) => {
      const run = async (cwd: string, program: string, ...args: string[]): Promise<string> =>
        (await promisify(execFile)(program, args, { cwd, env })).stdout
      const inShell = (text: string): Promise<string> => run(clone, 'bash', '-eo', 'pipefail', '-c', text)
      if (output !== undefined) {
        const inNode = (): Promise<string> => run(project, 'node', '--input-type=module', '--eval', code)
        const stdout = await (language === 'sh' ? inShell(code) : inNode())
        return expect(wordsOf(stdout)).toEqual(wordsOf(output).map(near))
      }
      for (const line of linesOf(code)) answers[line]!(await inShell(line), clone)
    },
  )
})

test('every block that is run has its answer on its page or in the table, and the table has no other', () => {
  const silent = blocks.filter((block) => isRunHere(block) && block.output === undefined)
  expect(silent.filter(({ language }) => language !== 'sh')).toEqual([])
  expect(new Set(silent.flatMap(({ code }) => linesOf(code)))).toEqual(new Set(Object.keys(answers)))
})

test('what is not run here is run elsewhere, or the reason is written down', () => {
  const elsewhere = blocks.filter((block) => !isRunHere(block) && !reasonOf(block))
  // What those tests look for; in docs, `docs/test/examples.test.ts`.
  const known = elsewhere.filter(({ page, language }) =>
    page.startsWith('docs/') ? language === 'ts' : page.startsWith('packages/') && /^[jt]s$/.test(language),
  )
  expect(elsewhere).toEqual(known)
  expect(new Set(blocks.map(reasonOf).filter(Boolean))).toEqual(new Set(Object.keys(notRun)))
})

test('the scripts, tasks and packages that pages name are there', () => {
  const manifests = globSync(['package.json', '{apps,packages}/*/package.json', '{bench,docs}/package.json'], {
    cwd: root,
  }).map((name) => JSON.parse(read(name)) as { name: string; private?: boolean; scripts?: Record<string, string> })
  const ours = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)
  const published = manifests.filter((manifest) => !manifest.private).map(({ name }) => name)

  const kinds: [RegExp, unknown[]][] = [
    [/\bnpm (start|test)\b/g, ours],
    [/\bnpm run ([\w-]+)/g, ours],
    [/\bpnpm (?:--filter \S+ )?run ([\w-]+)/g, manifests.flatMap(({ scripts = {} }) => Object.keys(scripts))],
    [/--filter[ =]([@\w/-]+)/g, manifests.map(({ name }) => name)],
    [/\bturbo run ([\w-]+)/g, Object.keys((JSON.parse(read('turbo.json')) as { tasks: object }).tasks)],
    [/\bnpm install (?:-g )?(?:@mixtura\/\w+ )?(@?mixtura\/?\w*)/g, published],
    [
      /\bnpm run bench -- --(\w+)/g,
      [...read('bench/src/main.ts').matchAll(/^ {4}(\w+): \{ type: /gm)].map(([, flag]) => flag),
    ],
  ]
  for (const page of pages) {
    const code = (read(page).match(/`+[^`]+`+/g) ?? []).join('\n')
    for (const [pattern, known] of kinds) {
      for (const [text, name] of code.matchAll(pattern)) expect(known, `${page}: ${text}`).toContain(name)
    }
  }
})

/** A clone with tables of its reader's in it, and beside it a project of theirs. @returns the clone */
function settle(page: string): string {
  const { x } = JSON.parse(read('fixtures/three-students-seed12.json')) as { x: number[][] }
  const table = (rows: number[][]): string => ['x,y', ...rows, ''].join('\n')
  const files = {
    'my-project/package.json': '{ "private": true }',
    'mixtura/stones.csv': table(x),
    'mixtura/new.csv': table(x.slice(0, 3)),
    'mixtura/new-stones.csv': table(x.slice(3, 6)),
  }
  const place = mkdtempSync(join(home, `${page.replaceAll('/', '-')}-`))
  for (const folder of ['my-project', 'mixtura']) mkdirSync(join(place, folder))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text)
  return join(place, 'mixtura')
}

/** The commands of a block, without what is said of them. */
function linesOf(code: string): string[] {
  return code
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +# .*/, ''))
}

function wordsOf(text: string): (string | number)[] {
  return text.split(/[\s,]+/).map((word) => (word === '' || Number.isNaN(Number(word)) ? word : Number(word)))
}

/** The last digits depend on whether the machine fuses multiplications and additions. */
function near(expected: string | number): unknown {
  if (typeof expected === 'string') return expected
  return expect.toSatisfy((value: number) => Math.abs(value - expected) <= 1e-9 * Math.abs(expected), `${expected}`)
}
