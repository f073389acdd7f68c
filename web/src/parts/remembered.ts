import { useState } from 'react'

/** A choice that the browser remembers; what it holds and cannot be read is passed over. */
export function useRemembered<T>(name: string, first: T): [T, (value: T) => void] {
  const key = `muster.${name}`
  const [value, setValue] = useState<T>(() => {
    try {
      return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? first
    } catch {
      return first
    }
  })
  const keep = (next: T) => {
    localStorage.setItem(key, JSON.stringify(next))
    setValue(next)
  }
  return [value, keep]
}
