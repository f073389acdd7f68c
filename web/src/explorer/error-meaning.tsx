import { Alert } from 'antd'

import type { ApiFailure } from '../parts/failure.ts'
import { useWords } from '../session/preferences.tsx'
import { rowsOf } from './error-table.ts'

/** What an error means, from the table of errors. */
export function ErrorMeaning({ failure }: { failure: ApiFailure }) {
  const words = useWords().debug
  const [row] = rowsOf(failure.status, failure.code, failure.message)
  return (
    <Alert
      type="warning"
      style={{ margin: '8px 0' }}
      title={failure.message}
      description={
        row === undefined ? null : (
          <>
            {words.explained}: <code>{row.name}</code> · {row.status} · {row.code} · {row.message}
          </>
        )
      }
    />
  )
}
