// Makes what tsc has built load in a browser as it is, without a bundler between.
//
// usage, in a package after tsc:
//   node ../../scripts/stand-alone.mjs bring ml-matrix      what is not published as ES modules is brought along as one
//   node ../../scripts/stand-alone.mjs bundle workers/pool-worker.js   a file of dist takes in all that it imports
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { build } from 'vite'

const dist = join(process.cwd(), 'dist')
const [task, ...names] = process.argv.slice(2)
for (const name of names) await (task === 'bring' ? bringAlong(name) : bundleWhole(name))

/**
 * Puts the parts of a package that are used here into `dist/vendor`, and has every file of dist import them from there.
 *
 * @param {string} name
 */
async function bringAlong(name) {
  const [manifestPath, manifest] = await manifestOf(name)
  const users = await filesThatImport(name)
  const clause = new RegExp(`^(import|export) (.+) from '${name}';`, 'gm')
  const used = new Set()
  for (const { text } of users) {
    for (const [, , what] of text.matchAll(clause)) for (const one of importedNames(what)) used.add(one)
  }
  const source = JSON.stringify(join(dirname(manifestPath), manifest.module ?? manifest.main))
  const entry = `export { ${[...used].sort().join(', ')} } from ${source}`
  await bundle(entry, join('vendor', `${name}.js`))
  for (const { path, text } of users) {
    const place = relative(dirname(path), join(dist, 'vendor', `${name}.js`))
    const specifier = place.startsWith('.') ? place : `./${place}`
    await writeFile(
      path,
      text.replace(clause, (_, verb, what) => `${verb} ${what} from '${specifier}';`),
    )
  }
}

/**
 * @param {string} clause `{ Matrix, Foo as Bar }` or `Papa`
 * @returns the names that it takes from a module
 */
function importedNames(clause) {
  const braced = /^\{(.+)\}$/.exec(clause)
  return braced ? braced[1].split(',').map((one) => one.trim().split(' as ')[0]) : ['default']
}

/** @param {string} name */
async function filesThatImport(name) {
  const files = await readdir(dist, { recursive: true })
  const scripts = files.filter((file) => file.endsWith('.js') && !file.startsWith('vendor'))
  const texts = await Promise.all(
    scripts.map(async (file) => ({ path: join(dist, file), text: await readFile(join(dist, file), 'utf8') })),
  )
  return texts.filter(({ text }) => text.includes(`from '${name}'`))
}

/** @param {string} name */
async function manifestOf(name) {
  const directories = createRequire(join(process.cwd(), 'package.json')).resolve.paths(name) ?? []
  for (const directory of directories) {
    const path = join(directory, name, 'package.json')
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined) return [path, JSON.parse(text)]
  }
  throw new Error(`${name} is not installed.`)
}

/**
 * Has a file of dist take in all that it imports.
 *
 * @param {string} file
 */
async function bundleWhole(file) {
  await bundle(`import ${JSON.stringify(join(dist, file))}`, file)
  // It told where lines stood before.
  await rm(join(dist, `${file}.map`), { force: true })
}

/**
 * Writes a module as one file of dist, with the licences of what is in it beside it.
 *
 * @param {string} code
 * @param {string} file
 */
async function bundle(code, file) {
  const entry = join(dist, 'entry.js')
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      outDir: dirname(join(dist, file)),
      emptyOutDir: false,
      minify: false,
      target: 'es2022',
      license: { fileName: `${basename(file)}.licenses.md` },
      lib: { entry, formats: ['es'], fileName: () => basename(file) },
    },
  })
}
