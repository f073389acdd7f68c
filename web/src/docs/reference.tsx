import { Typography } from 'antd'
import { Link } from 'react-router'

import { factsOf } from '../explorer/field.tsx'
import {
  type ApiDocument,
  type ApiOperation,
  type Schema,
  bodySchema,
  plainSchema,
} from '../explorer/openapi.ts'
import { Method } from '../explorer/operation-list.tsx'
import { Prose } from '../parts/prose.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useWords } from '../session/preferences.tsx'

interface Props {
  readonly document: ApiDocument
  readonly operations: readonly ApiOperation[]
}

/** Every operation with its parameters. */
export function OperationsReference({ document, operations }: Props) {
  const words = useWords().docs
  return (
    <>
      <Typography.Title level={1}>{words.operations}</Typography.Title>
      {document.tags.map(({ name, description, 'x-display-name': shown = name }) => (
        <section key={name}>
          <Typography.Title level={2}>{shown}</Typography.Title>
          <Typography.Paragraph type="secondary">{description}</Typography.Paragraph>
          {operations
            .filter(({ tags }) => tags.includes(name))
            .map((operation) => (
              <OperationReference key={operation.operationId} operation={operation} />
            ))}
        </section>
      ))}
    </>
  )
}

function OperationReference({ operation }: { operation: ApiOperation }) {
  const words = useWords()
  const rows = rowsOf(operation)
  return (
    <article id={operation.operationId} style={{ marginBottom: 32 }}>
      <Typography.Title level={3} style={{ fontSize: 16 }}>
        {operation.operationId}
      </Typography.Title>
      <p>
        <Method name={operation.method} /> <code>{operation.path}</code> ·{' '}
        <Link to={`/explorer/${operation.operationId}`}>{words.docs.tryIt}</Link>
      </p>
      <p>
        <Prose text={operation.description ?? operation.summary} />
      </p>
      {rows.length === 0 ? null : (
        <WideTable
          label={operation.operationId}
          width={520}
          rowKey="name"
          rows={rows}
          columns={[
            {
              title: words.docs.parameter,
              dataIndex: 'name',
              width: 200,
              render: (name: string, { required }) => <code>{required ? `${name} *` : name}</code>,
            },
            {
              title: words.docs.type,
              width: 220,
              render: (_, { schema }) => factsOf(plainSchema(schema), words.explorer).join(' · '),
            },
            { title: words.docs.meaning, render: (_, { meaning }) => <Prose text={meaning ?? ''} /> },
          ]}
        />
      )}
    </article>
  )
}

interface Row {
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
  readonly meaning: string | undefined
}

function rowsOf(operation: ApiOperation): Row[] {
  const body = bodySchema(operation)
  return [
    ...operation.parameters.map(({ name, required = false, schema, description }) => ({
      name,
      required,
      schema,
      meaning: description,
    })),
    ...(body === undefined ? [] : fieldsOf(body, '')),
  ]
}

/** The fields of a body, those of objects within it by their paths. */
function fieldsOf(given: Schema, prefix: string): Row[] {
  const schema = plainSchema(given)
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = `${prefix}${name}`
    const row = {
      name: path,
      required: schema.required?.includes(name) ?? false,
      schema: inner,
      meaning: inner.description,
    }
    const field = plainSchema(inner)
    const items = field.type === 'array' ? plainSchema(field.items ?? {}) : field
    return [row, ...fieldsOf(items, field.type === 'array' ? `${path}[].` : `${path}.`)]
  })
}

/** Which action each operation needs. */
export function PermissionsReference({ operations }: { operations: readonly ApiOperation[] }) {
  const words = useWords()
  return (
    <>
      <Typography.Title level={1}>{words.docs.permissions}</Typography.Title>
      <Typography.Paragraph>{words.permission.text}</Typography.Paragraph>
      <WideTable
        label={words.docs.permissions}
        width={520}
        rowKey="operationId"
        rows={operations}
        columns={[
          {
            title: words.docs.operation,
            dataIndex: 'operationId',
            render: (id: string) => <Link to={`/explorer/${id}`}>{id}</Link>,
          },
          {
            title: words.docs.action,
            render: (_, operation) => <code>{operation['x-permission'] ?? words.docs.none}</code>,
          },
        ]}
      />
    </>
  )
}
