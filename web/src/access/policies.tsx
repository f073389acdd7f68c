import { Button, Empty, Flex, Form, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { ChangeButtons } from '../parts/change-buttons.tsx'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useFormat } from '../parts/format.ts'
import { TextBlock } from '../parts/text-block.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { type Policy, usePolicies } from './identity.ts'

/** The account's own policies, which can be edited, and the system's, which can be read. */
export function Policies() {
  const words = useTexts(accessTexts)
  const { count } = useFormat()
  const call = useCall()
  const { may } = usePermissions()
  const { data, error } = usePolicies()
  const [open, setOpen] = useState<Policy | null>(null)
  const [edited, setEdited] = useState<Policy | 'new' | null>(null)
  const [removed, setRemoved] = useState<Policy | null>(null)
  return (
    <>
      {may('iam:roles:createRole') ? (
        <Flex justify="end" style={{ marginBottom: 8 }}>
          <Button type="primary" onClick={() => setEdited('new')}>
            {words.createPolicy}
          </Button>
        </Flex>
      ) : null}
      <FailureNotice error={error} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : (
        <>
          {data.some((policy) => policy.domain_id !== null) ? null : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.noPolicies} />
          )}
          <WideTable<Policy>
            label={words.tabs.policies}
            width={680}
            rowKey="id"
            rows={data}
            columns={[
              {
                title: words.name,
                render: (_, policy) => (
                  <Button type="link" className="link-button" onClick={() => setOpen(policy)}>
                    {policy.display_name}
                  </Button>
                ),
              },
              {
                title: words.kind,
                render: (_, policy) => (policy.domain_id === null ? words.system : words.own),
              },
              { title: words.description, dataIndex: 'description' },
              {
                title: words.granted,
                render: (_, { references }) =>
                  references === undefined ? '' : words.times(count(references)),
              },
              {
                title: '',
                key: 'actions',
                render: (_, policy) =>
                  policy.domain_id === null ? null : (
                    <ChangeButtons
                      edit={may('iam:roles:updateRole') ? () => setEdited(policy) : undefined}
                      remove={may('iam:roles:deleteRole') ? () => setRemoved(policy) : undefined}
                    />
                  ),
              },
            ]}
          />
        </>
      )}
      {open === null ? null : (
        <Modal open title={open.display_name} footer={null} onCancel={() => setOpen(null)} width={680}>
          <TextBlock title={words.document} text={JSON.stringify(open.policy, null, 2)} />
        </Modal>
      )}
      {edited === null ? null : <PolicyForm policy={edited} close={() => setEdited(null)} />}
      {removed === null ? null : (
        <ConfirmRemoval
          title={words.deleteOne(removed.display_name)}
          action={words.delete}
          remove={() => call(`DELETE /v3.0/OS-ROLE/roles/${removed.id}`)}
          close={() => setRemoved(null)}
        >
          {words.policyGone}
        </ConfirmRemoval>
      )}
    </>
  )
}

interface Fields {
  readonly display_name: string
  readonly description?: string
  readonly policy: string
}

const FIRST = {
  Version: '1.1',
  Statement: [{ Effect: 'Allow', Action: ['workspace:users:list', 'workspace:users:export'] }],
}

/** The editor: what is no JSON is said while it is typed, what is no policy when it is saved, by the server's own rules. */
function PolicyForm({ policy, close }: { policy: Policy | 'new'; close: () => void }) {
  const words = useTexts(accessTexts)
  const call = useCall()
  const isNew = policy === 'new'
  const save = (fields: Fields) =>
    call(isNew ? 'POST /v3.0/OS-ROLE/roles' : `PATCH /v3.0/OS-ROLE/roles/${policy.id}`, {
      body: { role: { ...fields, type: 'XA', policy: JSON.parse(fields.policy) as object } },
    })
  const checkJson = (_: unknown, text: string): Promise<void> => {
    try {
      JSON.parse(text)
      return Promise.resolve()
    } catch (error) {
      return Promise.reject(new Error(words.notJson((error as Error).message)))
    }
  }
  return (
    <FormDialog<Fields>
      title={isNew ? words.createPolicy : policy.display_name}
      width={680}
      initial={
        isNew
          ? { policy: JSON.stringify(FIRST, null, 2) }
          : {
              display_name: policy.display_name,
              description: policy.description,
              policy: JSON.stringify(policy.policy, null, 2),
            }
      }
      changes={['iam-roles', 'permissions']}
      save={save}
      close={close}
    >
      <Form.Item name="display_name" label={words.name} rules={[{ required: true, message: words.required }]}>
        <Input autoFocus maxLength={128} />
      </Form.Item>
      <Form.Item name="description" label={words.description}>
        <Input />
      </Form.Item>
      <Form.Item
        name="policy"
        label={words.document}
        extra={words.documentRule}
        rules={[{ validator: checkJson }]}
      >
        <Input.TextArea
          className="policy-document"
          autoSize={{ minRows: 10, maxRows: 24 }}
          spellCheck={false}
        />
      </Form.Item>
    </FormDialog>
  )
}
