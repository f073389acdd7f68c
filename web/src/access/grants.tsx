import { Button, Flex, Select, Skeleton } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { useWork } from '../api/work.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { useGranted, usePolicies } from './identity.ts'

/** Somewhere that policies are granted: `path` lists them, and with an ID after it grants and takes back. */
export interface GrantPlace {
  readonly label: string
  readonly path: string
}

interface Props {
  readonly places: readonly GrantPlace[]
  readonly mayGrant: boolean
  readonly mayTakeBack: boolean
}

/** What somebody is granted in a place, chosen from several. */
export function Grants({ places, mayGrant, mayTakeBack }: Props) {
  const words = useTexts(accessTexts)
  const [chosen, setChosen] = useState(places[0]?.path)
  const path = chosen ?? places[0]?.path
  if (path === undefined) return null
  return (
    <Flex vertical gap={8}>
      <Select
        aria-label={words.grantOn}
        value={path}
        onChange={setChosen}
        options={places.map((place) => ({ value: place.path, label: place.label }))}
      />
      <GrantsIn key={path} path={path} mayGrant={mayGrant} mayTakeBack={mayTakeBack} />
    </Flex>
  )
}

function GrantsIn({
  path,
  mayGrant,
  mayTakeBack,
}: {
  path: string
  mayGrant: boolean
  mayTakeBack: boolean
}) {
  const words = useTexts(accessTexts)
  const call = useCall()
  const granted = useGranted(path)
  const policies = usePolicies()
  const { run, busy, failure } = useWork('iam-roles-of', 'iam-roles', 'permissions')
  const [policy, setPolicy] = useState<string | null>(null)
  const grant = async () => {
    if (await run(() => call(`PUT ${path}/${policy ?? ''}`))) setPolicy(null)
  }
  return (
    <>
      <FailureNotice error={granted.error ?? policies.error ?? failure} />
      {granted.data === undefined ? (
        granted.error === null ? (
          <Skeleton active paragraph={{ rows: 1 }} />
        ) : null
      ) : granted.data.length === 0 ? (
        <span>{words.nothingGranted}</span>
      ) : (
        granted.data.map(({ id, display_name: name }) => (
          <Flex key={id} justify="space-between" align="center">
            <strong>{name}</strong>
            {mayTakeBack ? (
              <Button size="small" danger onClick={() => void run(() => call(`DELETE ${path}/${id}`))}>
                {words.takeBack}
              </Button>
            ) : null}
          </Flex>
        ))
      )}
      {mayGrant ? (
        <div className="access-line">
          <Select
            aria-label={words.choosePolicy}
            placeholder={words.choosePolicy}
            showSearch={{ optionFilterProp: 'label' }}
            style={{ minWidth: 240 }}
            value={policy}
            onChange={setPolicy}
            options={(policies.data ?? [])
              .filter(({ id }) => granted.data?.every((one) => one.id !== id) ?? true)
              .map(({ id, display_name: label }) => ({ value: id, label }))}
          />
          <Button disabled={policy === null} loading={busy} onClick={() => void grant()}>
            {words.grant}
          </Button>
        </div>
      ) : null}
    </>
  )
}
