import { Tag, Typography } from 'antd'

import { TextBlock } from '../parts/text-block.tsx'
import { useWords } from '../session/preferences.tsx'
import type { TabProps } from './operation-tabs.tsx'

/** The permission that an operation needs, and a policy that gives it. */
export function PermissionTab({ operation }: TabProps) {
  const words = useWords().permission
  const action = operation['x-permission']
  if (action === undefined)
    return (
      <Typography.Paragraph>
        {operation.security?.length === 0 ? words.public : words.none}
      </Typography.Paragraph>
    )
  const policy = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: [action] }] }
  return (
    <>
      <Tag style={{ fontSize: 14, padding: '4px 8px' }}>{action}</Tag>
      <Typography.Paragraph style={{ marginTop: 12 }}>{words.text}</Typography.Paragraph>
      <TextBlock title={words.policy} text={JSON.stringify(policy, null, 2)} />
    </>
  )
}
