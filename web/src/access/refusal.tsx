import { Button, Descriptions, Flex, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { json, useCall } from '../api/call.ts'
import { useWork } from '../api/work.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { Instant } from '../parts/instant.tsx'
import { TextBlock } from '../parts/text-block.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { sealedIn } from './sealed-in.ts'

/** What is inside of a sealed reason (contract, iam.md section 4). */
interface Reason {
  readonly context: { readonly user_profile: { readonly id: string; readonly name: string } }
  readonly action: string
  readonly resource: string
  readonly enterprise_project_id: string | null
  readonly request_id: string
  readonly time: string
  readonly failure: string
  readonly matched_statements: readonly {
    readonly policy_name: string
    readonly statement: number
    readonly scope: string
  }[]
}

/** Decodes the message of a refusal that somebody sent along. */
export function Refusal() {
  const words = useTexts(accessTexts)
  const call = useCall()
  const { run, busy, failure } = useWork()
  const [text, setText] = useState('')
  const [reason, setReason] = useState<Reason | null>(null)
  const decode = () => {
    setReason(null)
    return run(async () => {
      const body = { encoded_message: sealedIn(text) }
      const answer = call('POST /v5/decode-authorization-message', { body })
      setReason(JSON.parse((await json<{ decoded_message: string }>(answer)).decoded_message) as Reason)
    })
  }
  return (
    <Flex vertical gap={12} style={{ maxWidth: 800 }}>
      <Input.TextArea
        aria-label={words.paste}
        placeholder={words.pasteHint}
        rows={5}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="primary"
        loading={busy}
        disabled={text.trim() === ''}
        style={{ alignSelf: 'start' }}
        onClick={() => void decode()}
      >
        {words.decode}
      </Button>
      <FailureNotice error={failure} />
      {reason === null ? null : <Decoded reason={reason} />}
    </Flex>
  )
}

function Decoded({ reason }: { reason: Reason }) {
  const words = useTexts(accessTexts)
  const { user_profile: user } = reason.context
  const ask = new URLSearchParams({ user: user.id, action: reason.action })
  if (reason.enterprise_project_id !== null) ask.set('enterprise_project', reason.enterprise_project_id)
  return (
    <>
      <strong>{words.decoded(user.name, reason.action, reason.resource)}</strong>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'failure', label: words.reasonFailure, children: reason.failure },
          ...reason.matched_statements.map((one) => ({
            key: `${one.policy_name} ${one.statement} ${one.scope}`,
            label: words.policy,
            children: words.statement(String(one.statement + 1), one.policy_name, one.scope),
          })),
          { key: 'time', label: words.reasonTime, children: <Instant at={reason.time} /> },
          { key: 'project', label: words.reasonProject, children: reason.enterprise_project_id ?? '–' },
          { key: 'request', label: words.reasonRequest, children: <code>{reason.request_id}</code> },
        ]}
      />
      <Link to={`/access/simulator?${ask.toString()}`}>{words.tryIt}</Link>
      <TextBlock title={words.details} text={JSON.stringify(reason, null, 2)} />
    </>
  )
}
