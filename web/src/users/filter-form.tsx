import { Button, Flex, Form, Input, Select } from 'antd'

import type { UserFilter } from './filter.ts'
import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'

interface Props {
  readonly filter: UserFilter
  onApply(filter: UserFilter): void
}

type Fields = Omit<UserFilter, 'user_names'> & { readonly user_names?: string }

/** Every filter that the list has but the name's, which stands before it. */
export function FilterForm({ filter, onApply }: Props) {
  const words = useTexts(userTexts)
  const { users } = useDictionary()
  const projects = useEnterpriseProjects()
  const flag = [
    { value: true, label: words.yes },
    { value: false, label: words.no },
  ]
  const choice = (name: keyof UserFilter, options: { value: string | boolean; label: string }[]) => (
    <Form.Item name={name} label={words.names[name]}>
      <Select allowClear placeholder={words.any} options={options} />
    </Form.Item>
  )
  const text = (name: keyof UserFilter) => (
    <Form.Item name={name} label={words.names[name]}>
      <Input maxLength={255} allowClear />
    </Form.Item>
  )
  const apply = ({ user_names: names, ...fields }: Fields) => {
    const lines = (names ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
    onApply({
      user_name: filter.user_name,
      ...Object.fromEntries(given),
      ...(lines.length === 0 ? {} : { user_names: lines.slice(0, 100) }),
    })
  }
  return (
    <Form<Fields>
      layout="vertical"
      className="filter-form"
      initialValues={{ ...filter, user_names: filter.user_names?.join('\n') }}
      onFinish={apply}
    >
      <div className="filter-fields">
        {choice(
          'active_type',
          (['USER_ACTIVATE', 'ADMIN_ACTIVATE'] as const).map((value) => ({
            value,
            label: users.activeTypes[value],
          })),
        )}
        {projects.length === 0
          ? text('enterprise_project_id')
          : choice(
              'enterprise_project_id',
              projects.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
            )}
        {text('description')}
        {text('group_name')}
        {choice('share_space_subscription', flag)}
        {choice('share_space_desktops', flag)}
        {choice('disabled', flag)}
        {choice(
          'platform_type',
          ['LOCAL', 'AD', 'UOS'].map((value) => ({ value, label: value })),
        )}
        {text('domain')}
        <Form.Item name="user_names" label={words.names.user_names}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} placeholder={words.namesHint} />
        </Form.Item>
      </div>
      <Flex justify="end">
        <Button type="primary" htmlType="submit">
          {words.apply}
        </Button>
      </Flex>
    </Form>
  )
}
