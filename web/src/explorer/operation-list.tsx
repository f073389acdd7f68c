import { Empty, Input, type InputRef, theme } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { NavLink } from 'react-router'

import { useWords } from '../session/preferences.tsx'
import type { ApiDocument, ApiOperation } from './openapi.ts'

interface Props {
  readonly document: ApiDocument
  readonly operations: readonly ApiOperation[]
  readonly chosen: string | undefined
}

/** The operations by group, with a search that `/` goes to. */
export function OperationList({ document, operations }: Props) {
  const words = useWords().explorer
  const { token } = theme.useToken()
  const [sought, setSought] = useState('')
  const input = useRef<InputRef>(null)
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input, textarea, [contenteditable]')
      if (event.key !== '/' || typing !== null || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      input.current?.focus({ cursor: 'all' })
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  const wanted = sought.trim().toLowerCase()
  const found = operations.filter(({ operationId, path, summary }) =>
    [operationId, path, summary].some((text) => text.toLowerCase().includes(wanted)),
  )
  return (
    <>
      <div className="explorer-search" style={{ background: token.colorBgLayout }}>
        <Input
          ref={input}
          allowClear
          placeholder={words.search}
          aria-label={words.search}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      </div>
      {found.length === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.nothing} /> : null}
      {document.tags.map(({ name, 'x-display-name': shown = name }) => {
        const group = found.filter(({ tags }) => tags.includes(name))
        if (group.length === 0) return null
        return (
          <section key={name}>
            <h2 className="explorer-group">{shown}</h2>
            <ul>
              {group.map((operation) => (
                <li key={operation.operationId}>
                  <NavLink className="explorer-operation" to={`/explorer/${operation.operationId}`}>
                    <Method name={operation.method} /> {operation.operationId}
                    <small>{operation.summary}</small>
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

/** A method, in its customary colour. */
export function Method({ name }: { name: string }) {
  const { token } = theme.useToken()
  const colors: Readonly<Record<string, string>> = {
    GET: token.colorLink,
    DELETE: token.colorError,
    POST: 'light-dark(#1b6e0a, #7ccf52)',
  }
  return (
    <span className="method" style={{ color: colors[name] ?? token.colorText }}>
      {name}
    </span>
  )
}
