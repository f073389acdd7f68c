import { Alert, Button, Flex, Skeleton, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router'

import { Prose } from '../parts/prose.tsx'
import { useWords } from '../session/preferences.tsx'
import { useSignedIn } from '../session/session.tsx'
import './explorer.css'
import { ExportFlow } from './export-flow.tsx'
import { type ApiDocument, type ApiOperation, useApi } from './openapi.ts'
import { OperationList } from './operation-list.tsx'
import { OperationTabs } from './operation-tabs.tsx'
import { ParameterForm } from './parameter-form.tsx'
import { type Values, fromSearch, toSearch } from './values.ts'

/** Three panes: the operations, the parameters of one, and what comes of them. On a phone they become steps. */
export default function ExplorerPage() {
  const words = useWords()
  const { data, error } = useApi()
  const { operation: id } = useParams()
  if (error !== null) return <Alert type="error" title={words.failure.title} description={error.message} />
  if (data === undefined) return <Skeleton active style={{ padding: 24 }} />
  const operation = data.operations.find(({ operationId }) => operationId === id)
  return (
    <div className={operation === undefined ? 'explorer' : 'explorer explorer-open'}>
      <aside className="explorer-pane explorer-list" aria-label={words.explorer.operations}>
        <OperationList document={data.document} operations={data.operations} chosen={id} />
      </aside>
      {operation === undefined ? (
        <Welcome />
      ) : (
        <OpenOperation
          key={operation.operationId}
          document={data.document}
          operation={operation}
          operations={data.operations}
        />
      )}
    </div>
  )
}

/** What one can do here, beside the list that one begins with. */
function Welcome() {
  const { title, points, begin } = useWords().explorer.welcome
  return (
    <section className="explorer-welcome">
      <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
        {title}
      </Typography.Title>
      <ul>
        {points.map((point) => (
          <li key={point}>
            <Prose text={point} />
          </li>
        ))}
      </ul>
      <Link to="/explorer/ExportUsersNew">{begin}</Link>
    </section>
  )
}

const RESULT = '#result'

interface OpenProps {
  readonly document: ApiDocument
  readonly operation: ApiOperation
  readonly operations: readonly ApiOperation[]
}

function OpenOperation({ document, operation, operations }: OpenProps) {
  const words = useWords().explorer
  const { project } = useSignedIn()
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const { hash } = useLocation()
  // The form's own state: secrets are in it, and never in the address.
  const [filled, setFilled] = useState<Values>(() => fromSearch(search))
  const change = (next: Values) => {
    setFilled(next)
    setSearch(toSearch(next, operation), { replace: true })
  }
  const values = useMemo<Values>(() => {
    const takesProject = operation.path.includes('{project_id}') && project !== null
    return takesProject ? { ...filled, path: { project_id: project.id, ...filled.path } } : filled
  }, [filled, project, operation.path])
  // On a phone only one of the two is seen; the step lies in the address, so that the browser's own "back" goes back.
  const step = hash === RESULT ? 'result' : 'parameters'
  const top = useRef<HTMLElement>(null)
  useEffect(() => {
    if (step === 'result') top.current?.scrollIntoView()
  }, [step])
  return (
    <div className={`explorer-steps explorer-at-${step}`}>
      <section className="explorer-pane explorer-form" aria-label={words.parameters}>
        <button type="button" className="explorer-back" onClick={() => void navigate('/explorer')}>
          ← {words.back}
        </button>
        <ParameterForm operation={operation} values={values} onChange={change} />
        <div className="explorer-next">
          <Button
            type="primary"
            block
            onClick={() => void navigate({ search: String(search), hash: RESULT })}
          >
            {words.toResult}
          </Button>
        </div>
      </section>
      <section ref={top} className="explorer-pane explorer-result" aria-label={operation.operationId}>
        <button
          type="button"
          className="explorer-back explorer-back-inset"
          onClick={() => void navigate({ search: String(search) })}
        >
          ← {words.toParameters}
        </button>
        {operation.operationId === 'ExportUsersNew' ? (
          <Flex vertical style={{ padding: '12px 16px 0' }}>
            <ExportFlow operations={operations} operation={operation} values={values} />
          </Flex>
        ) : null}
        <OperationTabs document={document} operation={operation} values={values} />
      </section>
    </div>
  )
}
