// `npm run bench`: beside every peer this machine has, with gates; `-- --quick`: WebAssembly beside plain JavaScript, under
// two minutes; `-- --only fits,memory`: parts of it. Results go to results/. Ends with 1 where a gate is missed.
import { parseArgs } from 'node:util'
import { onOneThread, onTwoThreads } from './contestants/mixtura.ts'
import { compareFits, compareKMeans } from './fits.ts'
import { compareIterations } from './iterations.ts'
import { measureMemory } from './memory.ts'
import { createPeakMeter } from './peak.ts'
import { findPeers } from './peers.ts'
import { compareEngines } from './quick.ts'
import { describeMachine, save, sectionMarkdown, type Section } from './report.ts'
import { measureScaling } from './scaling.ts'

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'iterations,fits,kmeans,scaling,memory' },
    rounds: { type: 'string', default: '9' },
  },
})
const rounds = Number(flags.rounds)
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const parts = flags.only.split(',')

const sections: Section[] = []
const versions: Record<string, string> = {}
const finish = (section: Section): void => {
  sections.push(section)
  console.log(sectionMarkdown(section))
  save(flags.quick ? 'quick' : 'full', describeMachine(versions), sections)
}

if (flags.quick) {
  finish(await compareEngines(rounds, createPeakMeter()))
} else {
  say('Peers:')
  const peers = await findPeers(say)
  const ours = [onOneThread(), onTwoThreads()]
  for (const { name, version } of [...ours, ...peers]) versions[name] = version
  if (parts.includes('iterations')) {
    finish(await compareIterations(ours, peers, { rounds, peak: createPeakMeter(), say }))
  }
  const whole = peers.find(({ fit }) => fit)
  if (parts.includes('fits') && whole) finish(await compareFits(ours, whole, say))
  if (parts.includes('kmeans') && whole) finish(await compareKMeans(ours[0], whole, say))
  if (parts.includes('scaling')) finish(await measureScaling(say))
  if (parts.includes('memory')) finish(measureMemory(say))
  for (const contestant of [...ours, ...peers]) await contestant.close()
}
process.exitCode = sections.every(({ verdicts }) => verdicts.every(({ holds }) => holds)) ? 0 : 1
