import { Button, Typography } from 'antd'
import { useState } from 'react'

import { TextBlock } from '../parts/text-block.tsx'
import { failureOf } from '../parts/failure.ts'
import { useWords } from '../session/preferences.tsx'
import { useSignedIn } from '../session/session.tsx'

/** The sealed reason of a refusal, decoded in place by who may. */
export function RefusalReason({ sealed }: { sealed: string }) {
  const words = useWords().debug
  const { token } = useSignedIn()
  const [reason, setReason] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const decode = async () => {
    const answer = await fetch('/v5/decode-authorization-message', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': token },
      body: JSON.stringify({ encoded_message: sealed }),
    })
    if (!answer.ok) return setFailure((await failureOf(answer)).message)
    const { decoded_message } = (await answer.json()) as { decoded_message: string }
    setReason(JSON.stringify(JSON.parse(decoded_message), null, 2))
  }
  if (reason !== null) return <TextBlock title={words.decode} text={reason} />
  return (
    <>
      <Button size="small" onClick={() => void decode()}>
        {words.decode}
      </Button>
      {failure === null ? null : (
        <Typography.Paragraph type="danger">
          {words.notDecoded} {failure}
        </Typography.Paragraph>
      )}
    </>
  )
}
