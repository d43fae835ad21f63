import { Argument, type Command } from 'commander'
import { completionScript, completionShells, type CompletionShell } from '../completion.ts'
import type { Context } from '../context.ts'
import { write } from '../streams.ts'

export function addCompletion(program: Command, { streams }: Context): void {
  program
    .command('completion')
    .description('print a script that completes commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(completionShells))
    .addHelpText('before', examples)
    .action((shell: CompletionShell) => write(streams.stdout, completionScript(shell, program)))
}

const examples = `Examples:
  source <(mixtura completion bash)
  mixtura completion fish > ~/.config/fish/completions/mixtura.fish
`
