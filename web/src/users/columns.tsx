import type { TableProps } from 'antd'
import type { ReactNode } from 'react'

import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { useFormat } from '../parts/format.ts'
import { Instant } from '../parts/instant.tsx'
import { Light } from '../parts/light.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { type User, statusOf } from './user.ts'

/** What a user's row can show, in the order and under the headings of the workbook. */
export const COLUMNS = [
  'user_email',
  'user_phone',
  'description',
  'active_type',
  'group_names',
  'domain',
  'platform_type',
  'status',
  'total_desktops',
  'share_space_subscription',
  'share_space_desktops',
  'account_expires',
  'enterprise_project_id',
  'id',
] as const
export type ColumnName = (typeof COLUMNS)[number]

/** Shown until somebody chooses. */
export const FIRST_COLUMNS: readonly ColumnName[] = [
  'user_email',
  'description',
  'active_type',
  'group_names',
  'status',
  'total_desktops',
  'enterprise_project_id',
]

const LIGHTS = { normal: 'success', locked: 'warning', disabled: 'error', expired: 'idle' } as const

/** A user's status. */
export function StatusLight({ user }: { user: Parameters<typeof statusOf>[0] }) {
  const { users } = useDictionary()
  const status = statusOf(user)
  return <Light level={LIGHTS[status]}>{users.statuses[status]}</Light>
}

export function useColumnTitles(): Readonly<Record<ColumnName, string>> {
  const { users } = useDictionary()
  return { ...users.headers, platform_type: useTexts(userTexts).platform }
}

/** The chosen columns; the name, which opens a user, comes first always. */
export function useUserColumns(
  chosen: readonly ColumnName[],
  open: (id: string) => void,
): NonNullable<TableProps<User>['columns']> {
  const { users } = useDictionary()
  const { count } = useFormat()
  const projects = useEnterpriseProjects()
  const titles = useColumnTitles()
  const cells: Readonly<Record<ColumnName, (user: User) => ReactNode>> = {
    user_email: (user) => user.user_email,
    user_phone: (user) => user.user_phone,
    description: (user) => user.description,
    active_type: (user) => users.activeTypes[user.active_type],
    group_names: (user) => user.group_names.join('; '),
    domain: (user) => user.domain,
    platform_type: (user) => user.platform_type,
    status: (user) => <StatusLight user={user} />,
    total_desktops: (user) => count(user.total_desktops ?? 0),
    share_space_subscription: (user) =>
      user.share_space_subscription ? users.subscribed : users.notSubscribed,
    share_space_desktops: (user) => count(user.share_space_desktops),
    account_expires: (user) =>
      user.account_expires === '0' ? users.never : <Instant at={user.account_expires} />,
    enterprise_project_id: ({ enterprise_project_id: id }) => (
      <span title={id}>{projects.find((project) => project.id === id)?.name ?? id}</span>
    ),
    id: (user) => <code>{user.id}</code>,
  }
  return [
    {
      key: 'user_name',
      title: users.headers.user_name,
      render: (_, user) => (
        <button type="button" className="link-button" onClick={() => open(user.id)}>
          {user.user_name}
        </button>
      ),
    },
    ...COLUMNS.filter((name) => chosen.includes(name)).map((name) => ({
      key: name,
      title: titles[name],
      ...(name.endsWith('desktops') ? { align: 'right' as const } : {}),
      render: (_: unknown, user: User) => cells[name](user),
    })),
  ]
}
