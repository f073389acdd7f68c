import type { ReactNode } from 'react'

import './light.css'

interface Props {
  readonly level: 'success' | 'processing' | 'warning' | 'error' | 'idle'
  readonly children: ReactNode
}

/** A state as a word, beside a light of its colour. Plain CSS: a page of a table draws 200 of them. */
export const Light = ({ level, children }: Props) => <span className={`light ${level}`}>{children}</span>
