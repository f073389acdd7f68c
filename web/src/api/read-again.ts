import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/**
 * After a change: begins to read again what it may have changed, by the first parts of the queries' keys. Nobody waits
 * for it: of many users it may take long. An answer that is still on its way was read before the change and is
 * dropped: invalidateQueries alone takes it for the new one where it is the query's first.
 */
export function useReadAgain(): (...keys: readonly string[]) => void {
  const queries = useQueryClient()
  return useCallback(
    (...keys) => {
      const readOne = async (key: string) => {
        await queries.cancelQueries({ queryKey: [key] })
        await queries.invalidateQueries({ queryKey: [key] })
      }
      for (const key of keys) void readOne(key)
    },
    [queries],
  )
}
