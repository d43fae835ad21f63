import type { App } from './app.svelte.ts'

/** Runs the command of a key, unless the key means something where it was pressed. */
export function runShortcut(event: KeyboardEvent, app: App): void {
  if (event.defaultPrevented || isTyping(event)) return
  const name = keyName(event)
  const command = app.commands.find(({ keys }) => keys.includes(name))
  if (!command?.enabled(app.demo.snapshot)) return
  event.preventDefault()
  void command.run()
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
  const isArrow = key.startsWith('Arrow')
  if (target.matches('input[type=radio]')) return isArrow || key === ' '
  return key === ' ' && target.matches('button, a, summary, input')
}
