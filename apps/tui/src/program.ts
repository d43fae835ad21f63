import { Command, Option } from 'commander'
import { addCompletion } from './commands/completion.ts'
import { addFit } from './commands/fit.ts'
import { addGenerate } from './commands/generate.ts'
import { addLive } from './commands/live.ts'
import { addPlot } from './commands/plot.ts'
import { addPredict } from './commands/predict.ts'
import { addReport } from './commands/report.ts'
import { addSample } from './commands/sample.ts'
import { addScore } from './commands/score.ts'
import { addSelect } from './commands/select.ts'
import type { Context } from './context.ts'
import { printable } from '@mixtura/io'
import { colourChoices } from './style.ts'
import { version } from './version.ts'

const examples = `Examples:
  mixtura                                            watch EM on the three students
  mixtura stones.csv -k 4 --columns x,y              watch it on data of your own
  mixtura fit stones.csv -k 3                        fit, and print a report
  mixtura fit stones.csv -k 3 -o model.json          fit, and keep the model
  mixtura predict model.json new.csv -o labels.csv   who most likely threw each stone
  mixtura select stones.csv --k 1..9                 how many components? (BIC)
  mixtura generate three-students -n 500 --seed 12 | mixtura fit - -k 3 --columns x,y --json
`

/** The commands and their options, ready to parse. */
export function createProgram(context: Context): Command {
  const { stdout, stderr } = context.streams
  const program = new Command('mixtura')
    .description('Gaussian mixtures by expectation-maximisation: a live view, and a command that fits in a pipe.')
    .version(version, '--version')
    .addOption(new Option('--color <when>', 'colour').choices(colourChoices).default('auto'))
    .addHelpText('before', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // Arguments stand in its messages as they were given.
      writeErr: (text) => void stderr.write(text.split('\n').map(printable).join('\n')),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  addLive(program, context)
  addReport(program, context)
  addFit(program, context)
  addPredict(program, context)
  addScore(program, context)
  addSample(program, context)
  addSelect(program, context)
  addPlot(program, context)
  addGenerate(program, context)
  addCompletion(program, context)
  return program
}
