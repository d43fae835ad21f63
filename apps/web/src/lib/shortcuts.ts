import type { Snapshot } from '@mixtura/session'
import type { PageCommand } from './commands.ts'

/** Runs the command of a key, unless the key means something where it was pressed. */
export function runShortcut(event: KeyboardEvent, commands: readonly PageCommand[], snapshot: Snapshot): void {
  if (event.defaultPrevented || isTyping(event)) return
  const key = keyName(event)
  const command = commands.find(({ keys }) => keys.includes(key))
  if (!command?.enabled(snapshot)) return
  event.preventDefault()
  void command.run(key)
}

/** As the command table spells keys: modifiers first, then what the key writes. */
function keyName({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  const name = key === ' ' ? 'Space' : key
  const modified = ctrlKey || metaKey
  if (altKey) return `Alt+${name}`
  return modified ? `Ctrl+${shiftKey ? 'Shift+' : ''}${name.toLowerCase()}` : name
}

function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]')) return true
  if (target.matches('input[type=radio]')) return key.startsWith('Arrow') || key === ' '
  return key === ' ' && target.matches('button, a, summary, input')
}
