// What is published is described whole, resolves everywhere, and changes its surface only where review sees it.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, onTestFinished, test } from 'vitest'
import { root } from '../lib/run.mjs'
import { directories, pack } from './consumer.ts'

const packages = await Promise.all(
  Object.entries(directories).map(async ([name, directory]) => {
    const path = join(root, directory)
    return { name, path, manifest: JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) }
  }),
)

describe.each(packages)('$name', ({ path, manifest }) => {
  test('says what it is, whose, from where and for whom', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/.{30,}/),
      keywords: expect.arrayContaining([expect.any(String)]),
      license: 'MIT',
      homepage: expect.stringContaining(path.slice(root.length)),
      repository: { type: 'git', directory: path.slice(root.length + 1) },
      bugs: expect.stringMatching(/^https:/),
      engines: { node: expect.stringMatching(/^>=\d/) },
      files: expect.arrayContaining(['dist', 'README.md']),
    })
  })

  test('publint finds nothing, suggestions included', async () => {
    const { messages } = await publint({ pkgDir: path, strict: true, level: 'suggestion', pack: 'pnpm' })
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([])
  })
})

describe.each(packages.filter(({ manifest }) => manifest.exports))('$name', ({ name, path, manifest }) => {
  test('its types resolve as its code does', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mixtura-types-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const tarball = await readFile(await pack(path, folder))
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)))
    if (!analysis.types) throw new Error('It has no types.')
    // ES modules only, found through `exports`: not for Node 10; `require` gets the ES module (Node ≥ 20.19, see packages.test.ts).
    const unexpected = analysis.problems.filter(
      (problem) =>
        !('resolutionKind' in problem && problem.resolutionKind === 'node10') && problem.kind !== 'CJSResolvesToESM',
    )
    expect(unexpected).toEqual([])
  })

  const entries = Object.entries<{ types: string }>(manifest.exports).filter(([, target]) => target.types)
  test.each(entries)('the surface of %s is the recorded one', async (entry, { types }) => {
    const fileName = join(name, entry).replace('@mixtura/', '').replaceAll('/', '.')
    const report = await apiReport(path, join(path, types))
    const undocumented = report.matchAll(/@public \(undocumented\)\n(.*)/g)
    expect(Array.from(undocumented, ([, declaration]) => declaration)).toEqual([])
    await expect(report).toMatchFileSnapshot(join(root, 'api', `${fileName}.api.md`))
  })
})

/** Everything exported from a declaration file, as API Extractor writes it down. */
async function apiReport(projectFolder: string, mainEntryPointFilePath: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mixtura-api-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const silent = { default: { logLevel: ExtractorLogLevel.None } }
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    skipLibCheck: true,
    types: [],
  }
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder,
      mainEntryPointFilePath,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: [mainEntryPointFilePath] } },
      apiReport: {
        enabled: true,
        reportFileName: 'surface',
        reportFolder: folder,
        reportTempFolder: join(folder, 'new'),
      },
      messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(projectFolder, 'package.json'),
  })
  const { errorCount } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      message.handled = message.logLevel !== 'error'
    },
  })
  expect(errorCount).toBe(0)
  return readFile(join(folder, 'surface.api.md'), 'utf8')
}
