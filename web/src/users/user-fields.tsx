import { Checkbox, DatePicker, Flex, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'

import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'

/** The fields that a user has at its creation and later alike. */
export function UserFieldInputs() {
  const words = useTexts(userTexts)
  const { users } = useDictionary()
  const flag = (name: string, label: string) => (
    <Form.Item name={name} valuePropName="checked" noStyle>
      <Checkbox>{label}</Checkbox>
    </Form.Item>
  )
  return (
    <>
      <Form.Item name="active_type" label={users.headers.active_type} extra={words.contactHint}>
        <Select
          options={(['USER_ACTIVATE', 'ADMIN_ACTIVATE'] as const).map((value) => ({
            value,
            label: users.activeTypes[value],
          }))}
        />
      </Form.Item>
      <Form.Item name="user_email" label={users.headers.user_email}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="user_phone" label={users.headers.user_phone}>
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="description" label={users.headers.description}>
        <Input.TextArea maxLength={255} autoSize />
      </Form.Item>
      <Form.Item
        name="account_expires"
        label={words.expires}
        getValueProps={(value: string | undefined) => ({ value: asDay(value) })}
        normalize={(day: Dayjs | null) => (day === null ? '0' : day.toDate().toISOString())}
      >
        <DatePicker showTime={{ format: 'HH:mm' }} placeholder={words.never} style={{ width: '100%' }} />
      </Form.Item>
      <Flex vertical gap={4} style={{ marginBottom: 16 }}>
        {flag('enable_change_password', words.changePassword)}
        {flag('next_login_change_password', words.nextLogin)}
        {flag('password_never_expired', words.neverExpires)}
      </Flex>
    </>
  )
}

/** The API's text as the picker wants it; `0` is never. */
const asDay = (text: string | undefined): Dayjs | null =>
  text === undefined || text === '0' ? null : dayjs(text)
