import { Button } from 'antd'
import { useState } from 'react'

import { useFormat } from '../parts/format.ts'
import { type Selection, useChosen } from '../parts/selection.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { DeleteUsers } from './delete-users.tsx'
import type { User } from './user.ts'

/** How many users are chosen, and what can be done with them. */
export function ChosenActions({ selection }: { selection: Selection<User> }) {
  const words = useTexts(userTexts)
  const { count } = useFormat()
  const chosen = useChosen(selection)
  const [deleting, setDeleting] = useState(false)
  if (chosen.length === 0) return null
  return (
    <>
      <span>{words.selected(count(chosen.length))}</span>
      <Button onClick={() => selection.clear()}>{words.unselect}</Button>
      <Button danger onClick={() => setDeleting(true)}>
        {words.delete}
      </Button>
      {deleting ? (
        <DeleteUsers users={chosen} close={() => setDeleting(false)} done={() => selection.clear()} />
      ) : null}
    </>
  )
}
