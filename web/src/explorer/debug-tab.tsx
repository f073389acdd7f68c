import { Alert, Button, Flex, Input, Radio, Typography } from 'antd'
import { useState } from 'react'

import { useWords } from '../session/preferences.tsx'
import { useSession, useSignedIn } from '../session/session.tsx'
import { AnswerView } from './answer-view.tsx'
import type { TabProps } from './operation-tabs.tsx'
import { uploadField } from './openapi.ts'
import { type PlainRequest, missingIn, requestOf, withFile } from './request.ts'
import { type ReceivedAnswer, send } from './send.ts'
import { SentRequest } from './sent-request.tsx'
import { type SignedRequest, sign } from './signed-request.ts'

interface Sent {
  readonly request: PlainRequest
  readonly proof: Readonly<Record<string, string>>
  readonly signed: SignedRequest | null
  readonly answer: ReceivedAnswer | null
  readonly failure: string | null
}

const NO_KEYS = { accessKey: '', secretKey: '', securityToken: '' }

/** Sends the call, by the session or by keys, and shows what went and what came. */
export function DebugTab({ operation, values }: TabProps) {
  const all = useWords()
  const words = all.debug
  const session = useSignedIn()
  const { end } = useSession()
  const [byKey, setByKey] = useState(false)
  const [keys, setKeys] = useState(NO_KEYS)
  const [sent, setSent] = useState<Sent | null>(null)
  const [busy, setBusy] = useState(false)
  const missing = missingIn(operation, values)
  const isPublic = operation.security?.length === 0

  const call = async () => {
    setBusy(true)
    const plain = requestOf(operation, values, location.origin)
    const field = uploadField(operation) ?? ''
    const file = values.body[field]
    const request = file instanceof File ? await withFile(plain, field, file) : plain
    try {
      const signed = byKey && !isPublic ? sign(request, present(keys)) : null
      const proof = signed?.headers ?? (isPublic ? {} : { 'x-auth-token': session.token })
      const shown = { request, proof, signed }
      setSent({ ...shown, answer: null, failure: null })
      const answer = await send(request, proof)
      setSent({ ...shown, answer, failure: null })
      if (answer.status === 401 && signed === null && Date.parse(session.expiresAt) < Date.now()) end(true)
    } catch (error) {
      const failure = `${words.failed} ${(error as Error).message}`
      setSent({ request, proof: {}, signed: null, answer: null, failure })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Flex vertical gap={12}>
      {isPublic ? (
        <Typography.Text>{all.permission.public}</Typography.Text>
      ) : (
        <Radio.Group
          aria-label={words.authentication}
          value={byKey}
          onChange={(event) => setByKey(event.target.value as boolean)}
          options={[
            { value: false, label: words.bySession },
            { value: true, label: words.byKey },
          ]}
        />
      )}
      {byKey && !isPublic ? <KeyFields keys={keys} onChange={setKeys} /> : null}
      <Flex gap={12} align="center">
        <Button type="primary" loading={busy} disabled={missing.length > 0} onClick={() => void call()}>
          {words.send}
        </Button>
        {missing.length > 0 ? (
          <Typography.Text type="secondary">{all.explorer.missing(missing.join(', '))}</Typography.Text>
        ) : null}
      </Flex>
      {sent === null ? null : (
        <>
          {sent.failure === null ? null : <Alert type="error" title={sent.failure} />}
          {sent.answer === null ? null : <AnswerView answer={sent.answer} operation={operation} />}
          <SentRequest request={sent.request} proof={sent.proof} signed={sent.signed} />
        </>
      )}
    </Flex>
  )
}

const present = ({ securityToken, ...keys }: typeof NO_KEYS) =>
  securityToken === '' ? keys : { ...keys, securityToken }

interface KeyProps {
  readonly keys: typeof NO_KEYS
  onChange(keys: typeof NO_KEYS): void
}

function KeyFields({ keys, onChange }: KeyProps) {
  const words = useWords().debug
  return (
    <Flex vertical gap={8} style={{ maxWidth: 480 }}>
      <Input
        aria-label={words.accessKey}
        placeholder={words.accessKey}
        autoComplete="off"
        value={keys.accessKey}
        onChange={(event) => onChange({ ...keys, accessKey: event.target.value.trim() })}
      />
      <Input.Password
        aria-label={words.secretKey}
        placeholder={words.secretKey}
        autoComplete="off"
        value={keys.secretKey}
        onChange={(event) => onChange({ ...keys, secretKey: event.target.value.trim() })}
      />
      <Input.Password
        aria-label={words.securityToken}
        placeholder={words.securityToken}
        autoComplete="off"
        value={keys.securityToken}
        onChange={(event) => onChange({ ...keys, securityToken: event.target.value.trim() })}
      />
      <Typography.Text type="secondary">{words.keyStays}</Typography.Text>
    </Flex>
  )
}
