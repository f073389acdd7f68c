import { type ReactNode, createContext, use, useCallback, useMemo, useState } from 'react'

import { ExportCard } from './export-card.tsx'
import './export-card.css'

interface Watch {
  /** Keeps an eye on a task, on every page, until it is done and looked at. */
  follow(taskId: string): void
}

const Context = createContext<Watch | null>(null)
const NAME = 'muster.exports'

/** Shows the exports that were started here in a corner of every page; they outlive a reload. */
export function ExportWatch({ children }: { children: ReactNode }) {
  const [ids, setIds] = useState<readonly string[]>(
    () => JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as string[],
  )
  const change = useCallback((next: (ids: readonly string[]) => readonly string[]) => {
    setIds((before) => {
      const after = next(before)
      sessionStorage.setItem(NAME, JSON.stringify(after))
      return after
    })
  }, [])
  const watch = useMemo<Watch>(
    () => ({ follow: (id) => change((before) => [...before.filter((one) => one !== id), id]) }),
    [change],
  )
  return (
    <Context value={watch}>
      {children}
      <ExportCard ids={ids} dismiss={(id) => change((before) => before.filter((one) => one !== id))} />
    </Context>
  )
}

export function useExportWatch(): Watch {
  const value = use(Context)
  if (value === null) throw new Error('Nobody watches exports')
  return value
}
