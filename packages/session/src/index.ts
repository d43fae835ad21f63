/** @module @mixtura/session */

export { createSession } from './session.ts'
export { sessionCommands, type Command, type SessionCommandId } from './commands.ts'
export {
  speeds,
  type Clock,
  type HistoryFrame,
  type NewStart,
  type PendingFrame,
  type Run,
  type Session,
  type SessionOptions,
  type Snapshot,
  type Speed,
} from './types.ts'
