import { useState } from 'react'

import { useReadAgain } from './read-again.ts'

export interface Work {
  readonly busy: boolean
  readonly failure: unknown
  /** Does it, then begins to read again what it may have changed. @returns whether it succeeded */
  run(work: () => Promise<unknown>): Promise<boolean>
}

/** Something that a person starts and that may fail. @param changed what is read again after it, by the first part of its key */
export function useWork(...changed: readonly string[]): Work {
  const readAgain = useReadAgain()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    try {
      await work()
      setFailure(null)
      readAgain(...changed)
      return true
    } catch (error) {
      setFailure(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, run }
}
