import { useEffect, useRef } from 'react'

/** Calls when `/` is pressed where nothing is being typed. */
export function useSlash(focus: () => void): void {
  const latest = useRef(focus)
  useEffect(() => {
    latest.current = focus
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest(
        'input, textarea, [contenteditable], [role=dialog]',
      )
      if (event.key !== '/' || typing !== null || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
