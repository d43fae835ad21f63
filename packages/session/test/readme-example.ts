import { Dataset, initialize } from '@mixtura/core'
import { threeStudents } from '@mixtura/datagen'
import { createSession, type Clock } from '@mixtura/session'

const clock: Clock = {
  now: () => performance.now(),
  schedule(callback, delay) {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
}
const dataset = Dataset.from(threeStudents({ n: 500, seed: 12 }).points)
const session = createSession({ dataset, initialModel: initialize(dataset, { components: 3 }).model, clock })
session.setSpeed('max')

session.subscribe(() => {
  const { playing, halfStep, frame, stopReason, monotone } = session.getSnapshot()
  if (playing) return
  console.log(
    halfStep,
    frame.iteration,
    frame.lml?.toFixed(4),
    stopReason ?? '',
    `rose ${monotone.rose} of ${monotone.of}`,
  )
})
await session.stepHalf() // who threw which stone?
await session.stepHalf() // the model that explains that best
session.back()
session.play() // until EM stops by itself
