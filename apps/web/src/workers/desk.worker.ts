import { MixturaError } from '@mixtura/core'
import { IoError } from '@mixtura/io'
import { createDesk, type Desk } from './desk.ts'

/** What a desk is asked. */
export interface Question<M extends keyof Desk = keyof Desk> {
  readonly method: M
  readonly argument: Parameters<Desk[M]>[0]
}

/** What it says: an answer, or why there is none. Errors of our own come without their class. */
export type Reply =
  | { readonly answer: unknown }
  | { readonly error: unknown }
  | { readonly refusal: object; readonly by: 'io' | 'core' }

const desk = createDesk()

self.addEventListener('message', async ({ data: { method, argument } }: MessageEvent<Question>) => {
  try {
    const answer: object = await (desk[method] as (argument: unknown) => Promise<object>)(argument)
    reply({ answer }, 'values' in answer ? [(answer.values as Float64Array<ArrayBuffer>).buffer] : [])
  } catch (error) {
    if (error instanceof IoError) reply({ refusal: { ...error, message: error.message }, by: 'io' })
    else if (error instanceof MixturaError) reply({ refusal: { ...error, message: error.message }, by: 'core' })
    else reply({ error })
  }
})

function reply(message: Reply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer })
}
