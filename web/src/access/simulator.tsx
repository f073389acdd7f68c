import { useQuery } from '@tanstack/react-query'
import { Alert, AutoComplete, Flex, Select, Skeleton } from 'antd'
import { useSearchParams } from 'react-router'

import { json, useCall } from '../api/call.ts'
import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { type Permission, usePermissions } from '../api/permissions.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { Light } from '../parts/light.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useSignedIn } from '../session/session.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { useIamUsers } from './identity.ts'

interface Answer {
  readonly user: { readonly id: string; readonly name: string; readonly is_account: boolean }
  readonly permissions: readonly Permission[]
}

/** "May eve export enterprise project 3, and why?", asked of the same rules that decide on requests. */
export function Simulator() {
  const words = useTexts(accessTexts)
  const call = useCall()
  const { user: me, project } = useSignedIn()
  const { may } = usePermissions()
  const mayAskOthers = may('iam:permissions:simulate') && may('iam:users:listUsers')
  const users = useIamUsers(mayAskOthers)
  const projects = useEnterpriseProjects()
  const [search, setSearch] = useSearchParams()
  const userId = search.get('user') ?? me.id
  const action = search.get('action') ?? ''
  const where = search.get('enterprise_project') ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: ['simulation', project?.id, userId, where],
    queryFn: () =>
      json<Answer>(
        call('GET /v3/{p}/permissions', {
          query: {
            user_id: userId,
            ...(where === '' ? {} : { enterprise_project_id: where }),
          },
        }),
      ),
  })
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: true })
  }
  const asked = data?.permissions.find((one) => one.action === action)
  const people = users.data ?? [{ id: me.id, name: me.name }]
  return (
    <Flex vertical gap={16}>
      <div className="access-line">
        {words.who}
        <Select
          aria-label={words.chooseUser}
          style={{ minWidth: 160 }}
          showSearch={{ optionFilterProp: 'label' }}
          value={userId}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => set('user', value)}
        />
        {words.what}
        <AutoComplete
          aria-label={words.action}
          style={{ minWidth: 280 }}
          value={action}
          placeholder="workspace:users:export"
          showSearch={{ filterOption: (text, option) => option?.value.includes(text) ?? false }}
          options={(data?.permissions ?? []).map((one) => ({ value: one.action }))}
          onChange={(value) => set('action', value)}
        />
        {words.where}
        <Select
          aria-label={words.where}
          style={{ minWidth: 200 }}
          value={where}
          options={[
            { value: '', label: words.anywhere },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => set('enterprise_project', value)}
        />
      </div>
      <FailureNotice error={error} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : (
        <>
          {asked === undefined ? null : <Why user={data.user} permission={asked} />}
          <WideTable<Permission>
            label={words.table}
            width={680}
            rowKey="action"
            rows={data.permissions}
            columns={[
              { title: words.action, render: (_, one) => <code>{one.action}</code> },
              {
                title: words.outcome,
                render: (_, one) => (
                  <Light level={one.allowed ? 'success' : 'idle'}>
                    {one.allowed ? words.allowed : words.denied}
                  </Light>
                ),
              },
              {
                title: words.policy,
                render: (_, one) =>
                  one.matched_statements.map((statement) => statement.policy_name).join(', '),
              },
            ]}
          />
        </>
      )}
    </Flex>
  )
}

function Why({ user, permission }: { user: Answer['user']; permission: Permission }) {
  const words = useTexts(accessTexts)
  const { allowed, failure, enterprise_projects: projects, matched_statements: statements } = permission
  const reason = user.is_account
    ? words.becauseAccount
    : allowed
      ? statements.length === 0
        ? words.needsNone
        : words.becauseAllowed
      : failure === 'explicit deny'
        ? words.becauseExplicit
        : words.becauseImplicit
  return (
    <Alert
      type={allowed ? 'success' : 'warning'}
      title={allowed ? words.yes(user.name) : words.no(user.name)}
      description={
        <Flex vertical gap={4}>
          <span>{reason}</span>
          {statements.map((one) => (
            <span key={`${one.policy_name} ${one.statement} ${one.scope}`}>
              {words.statement(String(one.statement + 1), one.policy_name, one.scope)}
            </span>
          ))}
          {allowed && permission.action.startsWith('workspace:') ? (
            <span>{projects === null ? words.inAll : words.onlyIn(projects.join(', '))}</span>
          ) : null}
        </Flex>
      }
    />
  )
}
