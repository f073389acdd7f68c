import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useReadAgain } from '../api/read-again.ts'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { useFormat } from '../parts/format.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { deleteUsers } from './change-user.ts'

interface Named {
  readonly id: string
  readonly user_name: string
}

interface Props {
  readonly users: readonly Named[]
  close(): void
  /** Called once they are gone. */
  done(): void
}

/** From this many on their number is typed. */
const MANY = 101
const NAMED = 10

/** Asks before users go: names them, and lets the number be typed where it is more than a hundred. */
export function DeleteUsers({ users, close, done }: Props) {
  const words = useTexts(userTexts)
  const { count } = useFormat()
  const call = useCall()
  const readAgain = useReadAgain()
  const { may } = usePermissions()
  const remove = async () => {
    try {
      await deleteUsers(
        call,
        users.map(({ id }) => id),
        users.length > 1 && may('workspace:users:batchDelete'),
      )
      done()
    } finally {
      // Some may be gone although others were refused.
      readAgain('users', 'statistics')
    }
  }
  return (
    <ConfirmRemoval
      title={
        users.length === 1
          ? words.deleteOne(users[0]?.user_name ?? '')
          : words.deleteMany(count(users.length))
      }
      action={words.delete}
      typed={users.length >= MANY ? String(users.length) : undefined}
      remove={remove}
      close={close}
    >
      <p>{words.deleteText}</p>
      {users.length === 1 ? null : (
        <p>
          {users
            .slice(0, NAMED)
            .map(({ user_name: name }) => name)
            .join(', ')}{' '}
          {users.length > NAMED ? words.andMore(count(users.length - NAMED)) : ''}
        </p>
      )}
    </ConfirmRemoval>
  )
}
