import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { usePermissions } from '../api/permissions.ts'
import { Page } from '../parts/page.tsx'
import { useSignedIn } from '../session/session.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import './access.css'
import { AuditEvents } from './audit-events.tsx'
import { IamGroups } from './iam-groups.tsx'
import { IamUsers } from './iam-users.tsx'
import { KeyList } from './key-list.tsx'
import { Policies } from './policies.tsx'
import { Refusal } from './refusal.tsx'
import { Simulator } from './simulator.tsx'

type TabName = keyof (typeof accessTexts)['en']['tabs']

/** Who may do what, who did what, and why not. What the caller may not see is not offered. */
export default function AccessPage() {
  const words = useTexts(accessTexts)
  const { user } = useSignedIn()
  const { may, mayEverywhere } = usePermissions()
  const { tab } = useParams()
  const all: readonly { key: TabName; offered: boolean; children: ReactNode }[] = [
    { key: 'users', offered: may('iam:users:listUsers'), children: <IamUsers /> },
    { key: 'groups', offered: may('iam:groups:listGroups'), children: <IamGroups /> },
    { key: 'policies', offered: may('iam:roles:listRoles'), children: <Policies /> },
    { key: 'keys', offered: true, children: <KeyList userId={user.id} /> },
    { key: 'simulator', offered: true, children: <Simulator /> },
    { key: 'audit', offered: mayEverywhere('workspace:tenants:listAuditEvents'), children: <AuditEvents /> },
    { key: 'refusal', offered: may('sts::decodeAuthorizationMessage'), children: <Refusal /> },
  ]
  const offered = all.filter((one) => one.offered)
  const active = offered.find(({ key }) => key === tab) ?? offered[0]
  return (
    <Page title={words.title}>
      <nav className="sub-nav" aria-label={words.title}>
        {offered.map(({ key }) => (
          <Link key={key} to={`/access/${key}`} aria-current={key === active?.key ? 'page' : undefined}>
            {words.tabs[key]}
          </Link>
        ))}
      </nav>
      {active?.children}
    </Page>
  )
}
