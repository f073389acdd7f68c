import { Alert, App, Button, Checkbox, Flex, Form, Modal } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { useWork } from '../api/work.ts'
import { ApiFailure } from '../parts/failure.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'
import { userTexts } from '../words/users.ts'
import {
  type ReadUser,
  type UserFields,
  changesBetween,
  fieldsOf,
  readUser,
  updateUser,
} from './change-user.ts'
import { UserFieldInputs } from './user-fields.tsx'

/** What others have changed since the form was opened, beside what stands in it. */
type Theirs = Partial<UserFields>

/**
 * Changes a user. Who was slower than somebody else is told so: his text stays, the newest values are read, and what
 * he has changed himself goes over them only if he saves again.
 */
export function EditUser({ read, close }: { read: ReadUser; close: () => void }) {
  const words = useTexts(userTexts)
  const { cancel, save: saving } = useTexts(states)
  const call = useCall()
  const { message } = App.useApp()
  const { users } = useDictionary()
  const { run, busy, failure } = useWork('users', 'user', 'statistics')
  const [form] = Form.useForm<UserFields>()
  const [base, setBase] = useState(read)
  const [theirs, setTheirs] = useState<Theirs>({})
  const stale = failure instanceof ApiFailure && failure.status === 412
  const save = async (fields: UserFields) => {
    const change = changesBetween(fieldsOf(base.user), fields)
    if (!(await run(() => updateUser(call, base, change)))) return
    void message.success(words.saved)
    close()
  }
  const reread = () =>
    run(async () => {
      const newest = await readUser(call, base.user.id)
      const before = fieldsOf(base.user)
      const changed = changesBetween(before, fieldsOf(newest.user))
      const mine = changesBetween(before, form.getFieldsValue(true) as UserFields)
      form.setFieldsValue({ ...fieldsOf(newest.user), ...mine })
      setTheirs(changed)
      setBase(newest)
    })
  const valueOf = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? words.yes : words.no
    return value === '' ? words.empty : String(value)
  }
  const nameOf = (name: string): string =>
    name === 'disabled' ? words.disabled : users.headers[name as keyof typeof users.headers]
  return (
    <Modal
      open
      title={base.user.user_name}
      footer={null}
      onCancel={close}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <Form<UserFields>
        layout="vertical"
        form={form}
        initialValues={fieldsOf(read.user)}
        onFinish={(fields) => void save(fields)}
      >
        <UserFieldInputs />
        <Form.Item name="disabled" valuePropName="checked">
          <Checkbox>{words.disabled}</Checkbox>
        </Form.Item>
        {stale ? (
          <Alert
            type="warning"
            role="alert"
            title={words.stale}
            description={words.staleHint}
            action={
              <Button size="small" onClick={() => void reread()}>
                {words.reload}
              </Button>
            }
          />
        ) : (
          <FailureNotice error={failure} />
        )}
        {Object.keys(theirs).length === 0 || stale ? null : (
          <Alert
            type="info"
            title={words.stale}
            description={
              <ul>
                {Object.entries(theirs).map(([name, value]) => (
                  <li key={name}>{words.theirs(nameOf(name), valueOf(value))}</li>
                ))}
              </ul>
            }
          />
        )}
        <Flex gap={8} justify="end" style={{ marginTop: 12 }}>
          <Button onClick={close}>{cancel}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {saving}
          </Button>
        </Flex>
      </Form>
    </Modal>
  )
}
