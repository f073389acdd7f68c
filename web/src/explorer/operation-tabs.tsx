import { Tabs } from 'antd'
import { useState } from 'react'

import { useWords } from '../session/preferences.tsx'
import { AnswersTab } from './answers-tab.tsx'
import { CodeTab } from './code-tab.tsx'
import { DebugTab } from './debug-tab.tsx'
import { ErrorsTab } from './errors-tab.tsx'
import type { ApiDocument, ApiOperation } from './openapi.ts'
import { PermissionTab } from './permission-tab.tsx'
import type { Values } from './values.ts'

export interface TabProps {
  readonly document: ApiDocument
  readonly operation: ApiOperation
  readonly values: Values
}

/** What comes of the filled form: code, a call, and what there is to know of the answers. */
export function OperationTabs(props: TabProps) {
  const words = useWords().explorer.tabs
  const [tab, setTab] = useState('code')
  return (
    <Tabs
      activeKey={tab}
      onChange={setTab}
      style={{ padding: '0 16px 24px' }}
      items={[
        { key: 'code', label: words.code, children: <CodeTab {...props} /> },
        { key: 'debug', label: words.debug, children: <DebugTab {...props} /> },
        { key: 'answers', label: words.answers, children: <AnswersTab {...props} /> },
        { key: 'errors', label: words.errors, children: <ErrorsTab /> },
        { key: 'permission', label: words.permission, children: <PermissionTab {...props} /> },
      ]}
    />
  )
}
