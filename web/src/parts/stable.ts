import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function on every rendering, which does what the newest of them would: for parts that are not drawn anew. */
export function useStable<Arguments extends unknown[]>(work: (...given: Arguments) => void) {
  const newest = useRef(work)
  useLayoutEffect(() => {
    newest.current = work
  })
  return useCallback((...given: Arguments) => newest.current(...given), [])
}
