import { Alert, Button, Flex, Modal, Skeleton } from 'antd'
import { useState } from 'react'

import { json, useCall } from '../api/call.ts'
import { useWork } from '../api/work.ts'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { Instant } from '../parts/instant.tsx'
import { Light } from '../parts/light.tsx'
import { saveFile } from '../parts/save-file.ts'
import { TextBlock } from '../parts/text-block.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { type AccessKey, useKeys } from './identity.ts'

interface NewKey {
  readonly access: string
  readonly secret: string
}

/** A user's access keys. The secret of a new one is shown once, and kept nowhere in the page after that. */
export function KeyList({ userId }: { userId: string }) {
  const words = useTexts(accessTexts)
  const call = useCall()
  const { data, error, refetch } = useKeys(userId)
  const { run, busy, failure } = useWork('iam-credentials')
  const [made, setMade] = useState<NewKey | null>(null)
  const [removed, setRemoved] = useState<AccessKey | null>(null)
  const create = () =>
    run(async () => {
      const body = { credential: { user_id: userId } }
      const answer = call('POST /v3.0/OS-CREDENTIAL/credentials', { body })
      setMade((await json<{ credential: NewKey }>(answer)).credential)
    })
  const toggle = ({ access, status }: AccessKey) =>
    run(() =>
      call(`PUT /v3.0/OS-CREDENTIAL/credentials/${access}`, {
        body: { credential: { status: status === 'active' ? 'inactive' : 'active' } },
      }),
    )
  return (
    <Flex vertical gap={12} align="start">
      <FailureNotice error={error ?? failure} />
      {data === undefined && error === null ? <Skeleton active paragraph={{ rows: 1 }} /> : null}
      {data?.length === 0 ? <span>{words.noKeys}</span> : null}
      {(data ?? []).map((key) => (
        <div key={key.access} className="access-line">
          <code>{key.access}</code>
          <Light level={key.status === 'active' ? 'success' : 'error'}>
            {key.status === 'active' ? words.enabled : words.disabled}
          </Light>
          <span>
            {words.lastUsed} {key.last_use_time === null ? words.never : <Instant at={key.last_use_time} />}
          </span>
          <Button size="small" onClick={() => void toggle(key)}>
            {key.status === 'active' ? words.disable : words.enable}
          </Button>
          <Button size="small" danger onClick={() => setRemoved(key)}>
            {words.delete}
          </Button>
        </div>
      ))}
      <Button loading={busy} onClick={() => void create()}>
        {words.createKey}
      </Button>
      {made === null ? null : <Secret made={made} close={() => setMade(null)} />}
      {removed === null ? null : (
        <ConfirmRemoval
          title={words.deleteOne(removed.access)}
          action={words.delete}
          remove={async () => {
            await call(`DELETE /v3.0/OS-CREDENTIAL/credentials/${removed.access}`)
            await refetch()
          }}
          close={() => setRemoved(null)}
        >
          {words.keyGone}
        </ConfirmRemoval>
      )}
    </Flex>
  )
}

function Secret({ made: { access, secret }, close }: { made: NewKey; close: () => void }) {
  const words = useTexts(accessTexts)
  const save = () => {
    const text = JSON.stringify({ access_key: access, secret_key: secret }, null, 2)
    saveFile(`${access}.json`, new Blob([text], { type: 'application/json' }))
  }
  return (
    <Modal open closable={false} title={words.createKey} footer={null} destroyOnHidden>
      <Alert type="warning" title={words.secretOnce} />
      <TextBlock title={words.accessKey} text={access} />
      <TextBlock title={words.secretKey} text={secret} />
      <Flex gap={8} justify="end" style={{ marginTop: 12 }}>
        <Button onClick={save}>{words.secretFile}</Button>
        <Button type="primary" onClick={close}>
          {words.secretSaved}
        </Button>
      </Flex>
    </Modal>
  )
}
