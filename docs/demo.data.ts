import { deflateRawSync } from 'node:zlib'
import { demoStates, stateInLink, type DemoState } from './demo-states.ts'

/** By state, its address. */
declare const data: Record<keyof typeof demoStates, string>
export { data }

/** These pages lie in a folder of the demo; built without a base, they link to what `npm start` serves. */
const { DOCS_BASE } = process.env
const demo = DOCS_BASE ? DOCS_BASE.replace(/docs\/$/, '') : 'http://localhost:4173/'

/** What comes after the # of a link to the demo: its version, and the state, compressed. */
export function fragmentOf(state: DemoState): string {
  return `1.${deflateRawSync(JSON.stringify(stateInLink(state))).toString('base64url')}`
}

export default {
  load: (): Record<string, string> =>
    Object.fromEntries(Object.entries(demoStates).map(([name, state]) => [name, `${demo}#${fragmentOf(state)}`])),
}
