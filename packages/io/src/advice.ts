import type { NumberSetting } from './numbers.ts'

/** Options of reading that a message advises to set, by their names: `{ decimal: ',' }`. */
export interface Advice {
  readonly decimal?: string
  readonly thousands?: string
  readonly encoding?: string
  readonly comment?: string
}

/** Advice in a sentence, and as options for whoever names them in another way. */
export interface Advised {
  readonly remedy: string
  readonly advice: readonly Advice[]
}

/** How to say what the signs in a text that is no number may mean; undefined where no setting makes a number of it. */
export function adviseOnNumbers(settings: readonly NumberSetting[]): Advised | undefined {
  if (settings.length === 0) return undefined
  const says = settings.map((setting) => {
    const [[option, sign]] = Object.entries(setting) as [[string, string]]
    const name = sign === ',' ? 'comma' : 'point'
    const cause = option === 'decimal' ? `the ${name} is a decimal ${name}` : `the ${name} separates thousands`
    return `${cause}, say so (${option} “${sign}”)`
  })
  return { remedy: `If ${says.join('; if ')}.`, advice: settings }
}

/** How to say that lines are comments. */
export const COMMENT_ADVICE: Advised = {
  remedy: 'If lines that begin with # are comments, say so (comment “#”).',
  advice: [{ comment: '#' }],
}
