import { covarianceNames, type CollapsePolicy, type CovarianceName } from '@mixtura/core'
import { Option, type Command } from 'commander'
import { encoding, nonNegative, seed, wholeNumber, words, yesOrNo } from './parse.ts'
import { startNames, type Settings, type StartName } from './settings.ts'

/** What `addFitOptions` adds; undefined where the source of the data knows better. */
export interface FitFlags {
  readonly components?: number
  readonly covariance: CovarianceName
  readonly init: StartName
  readonly seed: number
  readonly tolerance?: number
  readonly maxIterations?: number
  readonly regularization: number
  readonly onCollapse: CollapsePolicy
}

const collapsePolicies: readonly CollapsePolicy[] = ['regularize', 'reseed', 'drop', 'error']

/** The options of a fit: the same for the live view, the report and `fit`. */
export function addFitOptions(command: Command): Command {
  return command
    .option('-k, --components <K>', 'number of components (default: 3)', wholeNumber(1))
    .addOption(
      new Option('--covariance <name>', 'covariance structure, by its usual or by mclust’s name')
        .choices(covarianceNames)
        .default('full'),
    )
    .addOption(new Option('--init <name>', 'where EM starts').choices(startNames).default('kmeans'))
    .option('--seed <S>', 'seed of the start, 0 to 4294967295', seed, 0)
    .option('--tolerance <T>', 'stop when LML gains less than this; 0 never (default: 1e-6)', nonNegative)
    .option('--max-iterations <N>', 'stop after this many iterations (default: 1000)', wholeNumber(0))
    .option('--regularization <R>', 'added to the variances, in squared data units', nonNegative, 0)
    .addOption(
      new Option('--on-collapse <policy>', 'what to do with a component that collapses')
        .choices(collapsePolicies)
        .default('regularize'),
    )
}

/** How a file is read, and what of it is data. */
export function addDataOptions(command: Command): Command {
  return command
    .option(
      '--columns <names>',
      'columns to fit, by name or number: x,y or 1,3 (default: all that are numeric, but ids and labels)',
    )
    .option('--delimiter <character>', 'what separates columns (default: detected)')
    .addOption(new Option('--decimal <character>', 'decimal sign').choices(['.', ',']).default('.'))
    .addOption(
      new Option('--thousands <character>', 'what groups three digits (default: nothing)').choices([
        ',',
        '.',
        ' ',
        "'",
      ]),
    )
    .addOption(
      new Option('--header <yes|no>', 'whether the first line names the columns (default: detected)').argParser(
        yesOrNo,
      ),
    )
    .option('--no-header', 'the first line is data')
    .option('--na <list>', 'what stands for no value: -999,x (default: NA, null, ? and the like)', words)
    .option('--skip <N>', 'lines above the table to pass over', wholeNumber(0), 0)
    .option('--comment <characters>', 'what a comment begins with (default: # above the table)')
    .option('--no-comment', 'no line is a comment')
    .addOption(
      new Option('--encoding <name>', 'of the file (default: by its byte order mark, or utf-8)').argParser(encoding),
    )
    .option('-q, --quiet', 'do not say how the file was read', false)
    .option('--skip-bad-rows', 'leave out rows with missing or malformed values, and say so', false)
}

/** For commands in which rows count for more or less than one. */
export function addWeightsOption(command: Command): Command {
  return command.option('--weights <column>', 'column that holds the weight of each row')
}

/** For commands that write components into files: people count them from 1, programs from 0. */
export function addZeroBasedOption(command: Command): Command {
  return command.option('--zero-based', 'number components from 0, as arrays do', false)
}

export function addOutputOption(command: Command): Command {
  return command.option('-o, --output <file>', 'where to write; the file appears whole or not at all (default: stdout)')
}

/** The settings as asked for, and `usual` ones for what was not. */
export function settingsFrom(flags: FitFlags, usual: Partial<Settings>): Settings {
  const { covariance, init, seed, regularization, onCollapse } = flags
  const { components = 3, tolerance = 1e-6, maxIterations = 1000 } = { ...usual, ...flags }
  return { components, covariance, init, seed, tolerance, maxIterations, regularization, onCollapse }
}
