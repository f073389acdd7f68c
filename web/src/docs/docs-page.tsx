import { Alert, Menu, Skeleton, Typography } from 'antd'
import { Link, useParams } from 'react-router'

import { ErrorTable } from '../explorer/errors-tab.tsx'
import { useApi } from '../explorer/openapi.ts'
import { usePreferences } from '../session/preferences.tsx'
import { guides } from './guides.ts'
import { Guide } from './guide.tsx'
import { OperationsReference, PermissionsReference } from './reference.tsx'
import './docs.css'

/** The operations, errors, permissions and guides as pages for reading. */
export default function DocsPage() {
  const { words } = usePreferences()
  const { '*': place = '' } = useParams()
  const chosen = place === '' ? 'operations' : place
  const items = [
    {
      key: 'reference',
      type: 'group' as const,
      label: words.docs.reference,
      children: (['operations', 'errors', 'permissions'] as const).map((key) => ({
        key,
        label: <Link to={`/docs/${key}`}>{words.docs[key]}</Link>,
      })),
    },
    {
      key: 'guides',
      type: 'group' as const,
      label: words.docs.guides,
      children: guides.map(({ name, title }) => ({
        key: name,
        label: <Link to={`/docs/${name}`}>{title}</Link>,
      })),
    },
  ]
  return (
    <div className="docs">
      <nav className="docs-nav" aria-label={words.shell.docs}>
        <Menu mode="inline" selectedKeys={[chosen]} items={items} />
      </nav>
      <div className="docs-page" tabIndex={0}>
        <DocsContent chosen={chosen} />
      </div>
    </div>
  )
}

function DocsContent({ chosen }: { chosen: string }) {
  const { words } = usePreferences()
  const { data, error } = useApi()
  const guide = guides.find(({ name }) => name === chosen)
  if (guide !== undefined) return <Guide guide={guide} />
  if (chosen === 'errors') {
    return (
      <>
        <Typography.Title level={1}>{words.docs.errors}</Typography.Title>
        <ErrorTable />
      </>
    )
  }
  if (error !== null) return <Alert type="error" title={words.failure.title} description={error.message} />
  if (data === undefined) return <Skeleton active />
  return chosen === 'permissions' ? (
    <PermissionsReference operations={data.operations} />
  ) : (
    <OperationsReference document={data.document} operations={data.operations} />
  )
}
