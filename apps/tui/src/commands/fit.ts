import type { FitResult, Frame } from '@mixtura/core'
import { fitAsync, type FitAsyncResult } from '@mixtura/engines/workers'
import { formatModel, formatTrace, formatTraceRow, type TraceRow } from '@mixtura/io'
import { Option, type Command } from 'commander'
import { styleOf, type Context } from '../context.ts'
import { describeEvent, isCollapse } from '../events.ts'
import { exitCodes } from '../exit.ts'
import { fitReport } from '../fit-report.ts'
import { notice } from '../notice.ts'
import { addOutputOption, settingsFrom, type FitFlags } from '../options.ts'
import { checkOutputs, isStdout, withOutput } from '../output.ts'
import { wholeNumber } from '../parse.ts'
import type { Problem } from '../problem.ts'
import { inOurWords, withColumns } from '../refusals.ts'
import { createProgress, paceText } from '../progress.ts'
import type { Look } from '../report.ts'
import type { Settings } from '../settings.ts'
import { addSource, loadProblem, type SourceFlags } from '../source.ts'
import { widthOf, type Streams } from '../streams.ts'
import { plain } from '../style.ts'

interface Flags extends FitFlags, SourceFlags {
  readonly restarts: number
  readonly json: boolean
  readonly ndjson: boolean
  readonly trace?: string
  readonly output?: string
  readonly strict: boolean
}

const examples = `Examples:
  mixtura fit stones.csv -k 3                     a report
  mixtura fit stones.csv -k 3 -o model.json       the model, and how it was found
  cut -d, -f1,2 stones.csv | mixtura fit - --json
  mixtura fit stones.csv --init random --restarts 20 --strict
`

export function addFit(program: Command, context: Context): void {
  const command = program.command('fit')
  command.description('fit a mixture; prints a report, or the model as JSON')
  addOutputOption(addSource(command, '-'))
    .option('--restarts <R>', 'starts to try, with seeds S, S + 1, …; the best is kept', wholeNumber(1), 1)
    .addOption(new Option('--json', 'one document: the model and how it was found').default(false).conflicts('ndjson'))
    .option('--ndjson', 'one line an iteration, while it runs', false)
    .option('--trace <file>', 'write iteration, LML and gain as CSV')
    .option('--strict', 'exit with 3 where EM did not converge, with 4 where a component collapsed', false)
    .addHelpText('before', examples)
    .action((source: string, flags: Flags) => fit(source, flags, command, context))
}

async function fit(source: string, flags: Flags, command: Command, context: Context): Promise<void> {
  const { streams } = context
  await checkOutputs(flags.output, flags.trace)
  const problem = await loadProblem(source, flags, command, streams)
  const settings = settingsFrom(flags, problem)

  const lines: string[] = []
  const onFrame = (frame: Frame, start: number): void => {
    if (!flags.ndjson) return
    const line = ndjsonLine(frame, start, flags.restarts)
    if (isStdout(flags.output)) streams.stdout.write(line)
    else lines.push(line)
  }
  const result = await withColumns(problem.columns, () => runFit(problem, settings, flags.restarts, streams, onFrame))

  await withOutput(flags.output, streams, async (write) => {
    if (flags.ndjson) return write(lines.join(''))
    if (flags.json || flags.output?.endsWith('.json')) return write(documentOf(problem, result))
    // What draws is loaded only where something is drawn: half of the time to start.
    const { report } = await import('../report.ts')
    return write(report(problem, settings, result, lookFor(flags.output, command, streams)))
  })
  if (flags.trace !== undefined) await withOutput(flags.trace, streams, (write) => write(formatTrace(traceOf(result))))
  if (result.fallback)
    notice(streams, `No worker runs here, so one thread has computed it all: ${result.fallback.message}`)
  if (result.failures.length > 0) {
    const [{ seed, error }] = result.failures
    notice(
      streams,
      `${result.failures.length} of ${flags.restarts} starts failed and were passed over; with seed ${seed}: ${inOurWords(error, problem.columns).message}`,
    )
  }
  if (flags.strict) checkStrictly(result, context)
}

/** Fits, with progress on stderr where it takes long; stops early where nobody reads the output any more. */
async function runFit(
  { dataset }: Problem,
  settings: Settings,
  restarts: number,
  { stdout, stderr }: Streams,
  onFrame: (frame: Frame, start: number) => void,
): Promise<FitAsyncResult> {
  const progress = createProgress(stderr)
  const begun = performance.now()
  let frames = 0
  const unread = new AbortController()
  const stop = (): void => unread.abort()
  stdout.once('error', stop)
  try {
    return await fitAsync(dataset, {
      ...settings,
      restarts,
      signal: unread.signal,
      onFrame(frame, start) {
        onFrame(frame, start)
        frames++
        progress.say(() => {
          const { iteration, lml } = frame
          const which = restarts > 1 ? `start ${start + 1} of ${restarts} · ` : ''
          const all = restarts * (1 + settings.maxIterations)
          const pace = paceText(frames, all, 'iterations', performance.now() - begun)
          return `${which}iteration ${iteration} · LML ${lml.toFixed(4)} · ${pace}`
        })
      },
    })
  } finally {
    stdout.off('error', stop)
    progress.clear()
  }
}

/** Where several starts are tried, a line says to which of them it belongs. */
function ndjsonLine(frame: Frame, start: number, restarts: number): string {
  const { iteration, lml, gain = null } = frame
  return restarts === 1 ? formatTraceRow(frame, 'ndjson') : `${JSON.stringify({ start, iteration, lml, gain })}\n`
}

function documentOf({ dataset, columns }: Problem, result: FitResult): string {
  return formatModel({ model: result.model, columns, report: fitReport(result, dataset) })
}

function traceOf({ startLml, lml }: FitResult): TraceRow[] {
  const all = [startLml, ...lml]
  return all.map((value, iteration) => ({
    iteration,
    lml: value,
    gain: iteration > 0 ? value - all[iteration - 1] : undefined,
  }))
}

function lookFor(output: string | undefined, command: Command, { stdout, env }: Streams): Look {
  const marker = 'block'
  if (!isStdout(output)) return { width: 80, style: plain, marker }
  return { width: Math.min(widthOf(stdout), 100), style: styleOf(command, { stdout, env }), marker }
}

/** What is printed is whole either way; what is missing is said, and is the exit code. */
function checkStrictly({ converged, events, iterations }: FitResult, { streams, finish }: Context): void {
  const end = (code: number, cause: string): void => {
    notice(streams, `${cause} (--strict)`)
    finish(code)
  }
  const collapse = events.find(isCollapse)
  if (collapse) end(exitCodes.collapsed, `In iteration ${collapse.iteration}: ${describeEvent(collapse)}`)
  else if (!converged) end(exitCodes.notConverged, `EM did not converge in ${iterations} iterations.`)
}
