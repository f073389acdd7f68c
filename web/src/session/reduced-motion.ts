import { useSyncExternalStore } from 'react'

const query = matchMedia('(prefers-reduced-motion: reduce)')

function subscribe(changed: () => void): () => void {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether the reader asked their system for less motion (WCAG 2.2, 2.3.3). */
export const useReducedMotion = (): boolean => useSyncExternalStore(subscribe, () => query.matches)
