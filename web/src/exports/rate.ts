import { useEffect, useRef, useState } from 'react'

/** How fast a number grows, per second, over the time that one looks at it; 0: not known yet. */
export function useRate(value: number): number {
  const first = useRef<{ at: number; value: number } | null>(null)
  const [rate, setRate] = useState(0)
  useEffect(() => {
    first.current ??= { at: performance.now(), value }
    const seconds = (performance.now() - first.current.at) / 1000
    if (seconds > 0.2) setRate((value - first.current.value) / seconds)
  }, [value])
  return rate
}
