import { Alert, Button, Flex } from 'antd'

import { useFormat } from '../parts/format.ts'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import type { ImportOrder, ImportResult } from './import-task.ts'

interface Props {
  readonly result: ImportResult
  readonly onError: ImportOrder['on_error']
  /** Absent: the page does not have the file, since it was loaded anew. */
  readonly apply: (() => void) | undefined
}

/** Whether what was found is to be done. */
export function Decision({ result, onError, apply }: Props) {
  const words = useTexts(importTexts)
  const { count } = useFormat()
  const { created, updated, refused } = result
  if (apply === undefined) return <Alert type="info" title={words.dry} description={words.again} />
  if (created + updated === 0 && refused === 0) return <Alert type="success" title={words.nothingToDo} />
  const stopped = refused > 0 && onError === 'abort'
  return (
    <Flex vertical gap={12} align="start">
      <Alert
        style={{ alignSelf: 'stretch' }}
        type={stopped ? 'warning' : 'info'}
        title={words.dry}
        description={stopped ? words.stopped(count(refused)) : undefined}
      />
      <Button type="primary" disabled={stopped || created + updated === 0} onClick={apply}>
        {words.apply(count(created), count(updated))}
      </Button>
    </Flex>
  )
}
