import { App, Form, Input, Select } from 'antd'

import { useCall } from '../api/call.ts'
import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { type NewUser, createUser } from './change-user.ts'
import { UserFieldInputs } from './user-fields.tsx'

const NAME = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*(?<![._])$/u

/** A new desktop user. */
export function CreateUser({ close }: { close: () => void }) {
  const words = useTexts(userTexts)
  const { users } = useDictionary()
  const call = useCall()
  const { message } = App.useApp()
  const projects = useEnterpriseProjects()
  const [form] = Form.useForm<NewUser>()
  const type = Form.useWatch('active_type', form)
  const save = async (fields: NewUser) => {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
    await createUser(call, Object.fromEntries(given) as unknown as NewUser)
    void message.success(`${words.saved}: ${fields.user_name}`)
  }
  return (
    <FormDialog<NewUser>
      title={words.create}
      action={words.create}
      form={form}
      initial={{
        active_type: 'USER_ACTIVATE',
        enable_change_password: true,
        next_login_change_password: true,
        account_expires: '0',
        enterprise_project_id: '0',
      }}
      changes={['users', 'statistics']}
      save={save}
      close={close}
    >
      <Form.Item
        name="user_name"
        label={users.headers.user_name}
        extra={words.nameRule}
        rules={[
          { required: true, message: words.required },
          { pattern: NAME, message: words.nameRule },
        ]}
      >
        <Input autoFocus maxLength={32} autoComplete="off" />
      </Form.Item>
      <UserFieldInputs />
      {type === 'ADMIN_ACTIVATE' ? (
        <Form.Item
          name="password"
          label={words.password}
          extra={words.passwordHint}
          rules={[{ required: true, message: words.required }]}
        >
          <Input.Password maxLength={32} autoComplete="new-password" />
        </Form.Item>
      ) : null}
      <Form.Item name="enterprise_project_id" label={users.headers.enterprise_project_id}>
        {projects.length === 0 ? (
          <Input />
        ) : (
          <Select options={projects.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))} />
        )}
      </Form.Item>
    </FormDialog>
  )
}
