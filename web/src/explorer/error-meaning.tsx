import { Alert } from 'antd'

import type { ApiFailure } from '../parts/failure.ts'
import { usePreferences } from '../session/preferences.tsx'
import { rowsOf } from './error-table.ts'

/** What an error means, from the table of errors. */
export function ErrorMeaning({ failure }: { failure: ApiFailure }) {
  const { words, language } = usePreferences()
  const [row] = rowsOf(failure.status, failure.code, failure.message)
  return (
    <Alert
      type="warning"
      style={{ margin: '8px 0' }}
      title={failure.message}
      description={
        row === undefined ? null : (
          <>
            {words.debug.explained}: {row.meaning[language]} (<code>{row.name}</code>)
          </>
        )
      }
    />
  )
}
