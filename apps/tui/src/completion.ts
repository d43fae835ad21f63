import type { Command } from 'commander'

interface Flag {
  readonly long: string
  readonly short: string | undefined
  readonly description: string
  readonly takesValue: boolean
  /** The values it takes, where they are a list; other values may be files. */
  readonly choices: readonly string[]
}

/** What completion needs to know of a command. */
interface Entry {
  readonly name: string
  readonly description: string
  readonly flags: readonly Flag[]
  /** What may stand as an argument, beside files. */
  readonly words: readonly string[]
}

function entriesOf(program: Command): Entry[] {
  const flagsOf = ({ options }: Command): Flag[] =>
    options.map(({ long, short, description, required, argChoices = [] }) => ({
      long: long!,
      short,
      description,
      takesValue: required,
      choices: argChoices,
    }))
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...flagsOf(command), ...flagsOf(program)],
    words: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  }))
}

export const completionShells = ['bash', 'zsh', 'fish'] as const
export type CompletionShell = (typeof completionShells)[number]

/** A script that completes the program's commands, options and their values, made from the program itself. */
export function completionScript(shell: CompletionShell, program: Command): string {
  return { bash, zsh, fish }[shell](entriesOf(program))
}

function bash(entries: Entry[]): string {
  const reply = (words: readonly string[]): string => `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))`
  const names = entries.map(({ name }) => name)
  const values = entries.flatMap(({ name, flags }) =>
    flags
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => `    '${name} ${long}') ${reply(choices)}; return ;;`),
  )
  const flags = entries.map(({ name, flags }) => `      ${name}) ${reply(flags.map(({ long }) => long))} ;;`)
  const words = entries
    .filter(({ words }) => words.length > 0)
    .map(({ name, words }) => `      ${name}) ${reply(words)} ;;`)
  return `# bash completion for mixtura: add to ~/.bashrc
#   source <(mixtura completion bash)
_mixtura() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command= word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${names.join('|')}) command="$word"; break ;; esac
  done
  case "\${command:-live} $previous" in
${values.join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    case "\${command:-live}" in
${flags.join('\n')}
    esac
  else
    case "\${command:-none}" in
      none) ${reply(names)} ;;
${words.join('\n')}
    esac
  fi
}
complete -o default -F _mixtura mixtura
`
}

function zsh(entries: Entry[]): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''").replaceAll(/[[\]:]/g, '\\$&')
  const spec = ({ long, short, description, takesValue, choices }: Flag): string => {
    const value = takesValue ? `:${long.slice(2)}:${choices.length > 0 ? `(${choices.join(' ')})` : '_files'}` : ''
    const names = short ? `'(${short} ${long})'{${short},${long}}` : long
    return `        ${names}'[${quoted(description)}]${value}'`
  }
  const cases = entries.map(({ name, flags, words }) => {
    const argument = words.length > 0 ? `'*:argument:(${words.join(' ')})'` : "'*:file:_files'"
    return `      ${name})\n        _arguments ${[...flags.map(spec), `        ${argument}`].join(' \\\n').trimStart()} ;;`
  })
  return `#compdef mixtura
# zsh completion for mixtura: save as _mixtura in a directory of $fpath
_mixtura() {
  local -a commands
  commands=(
${entries.map(({ name, description }) => `    '${name}:${quoted(description)}'`).join('\n')}
  )
  if (( CURRENT == 2 )) && [[ "\${words[2]}" != -* ]]; then
    _describe command commands
    _files
  else
    case "\${words[2]}" in
${cases.join('\n')}
    esac
  fi
}
_mixtura "$@"
`
}

function fish(entries: Entry[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const lines = entries.flatMap(({ name, description, flags, words }) => [
    `complete -c mixtura -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...flags.map(({ long, short, description, takesValue, choices }) =>
      [
        `complete -c mixtura -n '__fish_seen_subcommand_from ${name}' -l ${long.slice(2)}`,
        ...(short ? [`-s ${short.slice(1)}`] : []),
        ...(takesValue ? ['-r'] : []),
        ...(choices.length > 0 ? [`-f -a ${quoted(choices.join(' '))}`] : []),
        `-d ${quoted(description)}`,
      ].join(' '),
    ),
    ...(words.length > 0
      ? [`complete -c mixtura -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(words.join(' '))}`]
      : []),
  ])
  return `# fish completion for mixtura: save as ~/.config/fish/completions/mixtura.fish\n${lines.join('\n')}\n`
}
