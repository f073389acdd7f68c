import { Alert, Button, Flex, Typography } from 'antd'

import { RefusalReason } from '../explorer/refusal-reason.tsx'
import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'
import { ApiFailure } from './failure.ts'

/** What went wrong, with what support needs to find it; of a refusal the reason, to who may see it. */
export function FailureNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const words = useTexts(states)
  if (error === null || error === undefined) return null
  const failure = error instanceof ApiFailure ? error : null
  const refused = failure?.status === 403
  return (
    <Alert
      type={refused ? 'warning' : 'error'}
      role="alert"
      style={{ marginBlock: 12 }}
      title={refused ? words.refused : words.failed}
      description={
        <Flex vertical gap={8} align="start">
          <span style={{ overflowWrap: 'anywhere' }}>{failure?.message ?? words.unreachable}</span>
          {failure === null ? null : (
            <Typography.Text type="secondary">
              {[failure.code, `${words.requestId} ${failure.requestId}`].filter(Boolean).join(' · ')}
            </Typography.Text>
          )}
          {failure?.reason === undefined ? null : <RefusalReason sealed={failure.reason} />}
          {retry === undefined || refused ? null : (
            <Button size="small" onClick={retry}>
              {words.again}
            </Button>
          )}
        </Flex>
      }
    />
  )
}
