import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/**
 * After a change: reads again what it may have changed, by the first parts of the queries' keys. An answer that is
 * still on its way was read before the change and is dropped: invalidateQueries alone takes it for the new one where
 * it is the query's first.
 */
export function useReadAgain(): (...keys: readonly string[]) => Promise<void> {
  const queries = useQueryClient()
  return useCallback(
    async (...keys) => {
      const filters = keys.map((key) => ({ queryKey: [key] }))
      await Promise.all(filters.map((filter) => queries.cancelQueries(filter)))
      await Promise.all(filters.map((filter) => queries.invalidateQueries(filter)))
    },
    [queries],
  )
}
