import { Button, Flex } from 'antd'
import type { ReactNode } from 'react'

import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'

interface Props {
  /** Absent: not offered. */
  readonly edit?: (() => void) | undefined
  readonly remove?: (() => void) | undefined
  /** What else can be done, between the two. */
  readonly children?: ReactNode
}

/** What can be done to a row: edit and delete. */
export function ChangeButtons({ edit, remove, children }: Props) {
  const words = useTexts(states)
  return (
    <Flex gap={8} wrap>
      {edit === undefined ? null : (
        <Button size="small" onClick={edit}>
          {words.edit}
        </Button>
      )}
      {children}
      {remove === undefined ? null : (
        <Button size="small" danger onClick={remove}>
          {words.delete}
        </Button>
      )}
    </Flex>
  )
}
