import type { useApp } from 'ink'

/** Milliseconds within which a stop that is asked for takes place; they pass after the process goes on. */
const STOPPING = 50

/** Enters the other screen with the cursor at its top, where Ink expects it. */
const TO_OTHER_SCREEN = '\u001B[?1049h\u001B[H'

/** What stops this job and lets it go on, the terminal handed to the shell meanwhile. */
export interface JobControl {
  /** As Ctrl-Z does, for the whole job: a pipe's other end stops too. */
  stop(): void
  /** Follows the signals of a shell and of `kill`; returns what ends that. */
  listen(): () => void
}

export function jobControl(
  suspendTerminal: ReturnType<typeof useApp>['suspendTerminal'],
  write: (text: string) => void,
): JobControl {
  // Windows has no jobs.
  const hasJobs = process.platform !== 'win32'
  let isAway = false
  /** Whether a stop came while the terminal was still on its way back. */
  let isStopDue = false

  /** Hands the terminal over, does what is to be done, and takes the terminal back. */
  const away = async (work: () => Promise<void>): Promise<void> => {
    isAway = true
    try {
      await suspendTerminal(async () => {
        await work()
        write(TO_OTHER_SCREEN)
      })
    } finally {
      isAway = false
    }
    if (!isStopDue) return
    isStopDue = false
    await away(stopThis)
  }
  /** Stops this process as if it had never listened; where no shell looks after it the system lets it run. */
  const stopThis = async (): Promise<void> => {
    process.off('SIGTSTP', onStop)
    process.kill(process.pid, 'SIGTSTP')
    await new Promise((resolve) => setTimeout(resolve, STOPPING))
    process.on('SIGTSTP', onStop)
  }
  const onStop = (): void => {
    if (isAway) isStopDue = true
    else void away(stopThis)
  }
  /** After a stop that could not be heard of, the terminal is as the shell wants it. */
  const onContinue = (): void => {
    if (!isAway) void away(async () => {})
  }

  return {
    stop: () => {
      if (hasJobs) process.kill(0, 'SIGTSTP')
    },
    listen() {
      if (!hasJobs) return () => {}
      process.on('SIGTSTP', onStop).on('SIGCONT', onContinue)
      return () => process.off('SIGTSTP', onStop).off('SIGCONT', onContinue)
    },
  }
}
