import { Button, Flex, Input, Segmented, Tag, Typography } from 'antd'
import { useState } from 'react'

import { Prose } from '../parts/prose.tsx'
import { useWords } from '../session/preferences.tsx'
import { Field } from './field.tsx'
import { type ApiOperation, type Schema, bodySchema, uploadField } from './openapi.ts'
import { Method } from './operation-list.tsx'
import { NOTHING, type Place, type Values, withValue } from './values.ts'

interface Props {
  readonly operation: ApiOperation
  readonly values: Values
  onChange(values: Values): void
}

interface Entry {
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
}

/** The parameters of an operation as a form, required ones first; the body as text as well. */
export function ParameterForm({ operation, values, onChange }: Props) {
  const words = useWords().explorer
  const [asText, setAsText] = useState(false)
  const body = bodySchema(operation)
  const places = (['path', 'query', 'header'] as const).map((place) => ({
    place,
    entries: operation.parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required = false, schema, description }) => ({
        name,
        required,
        schema: description === undefined ? schema : { ...schema, description },
      })),
  }))
  const upload = uploadField(operation)
  const isEmpty =
    body === undefined && upload === undefined && places.every(({ entries }) => entries.length === 0)
  const fields = (place: Place, entries: readonly Entry[]) =>
    entries
      .toSorted((one, other) => Number(other.required) - Number(one.required))
      .map(({ name, required, schema }) => (
        <Field
          key={name}
          id={`${place}.${name}`}
          name={name}
          schema={schema}
          required={required}
          value={values[place][name]}
          onChange={(value) => onChange(withValue(values, place, name, value))}
        />
      ))
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 18, margin: '0 0 4px' }}>
        {operation.operationId}
      </Typography.Title>
      <Typography.Paragraph>
        <Method name={operation.method} /> <code>{operation.path}</code>
      </Typography.Paragraph>
      <Typography.Paragraph type="secondary">
        <Prose text={operation.description ?? operation.summary} />
      </Typography.Paragraph>
      {isEmpty ? <Typography.Paragraph>{words.none}</Typography.Paragraph> : null}
      {places.map(({ place, entries }) =>
        entries.length === 0 ? null : (
          <fieldset key={place} style={{ border: 0, padding: 0, margin: '0 0 12px' }}>
            <Legend text={words[place]} />
            {fields(place, entries)}
          </fieldset>
        ),
      )}
      {upload === undefined ? null : (
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <Legend text={words.file} />
          <div className="field">
            <label htmlFor={`file.${upload}`} className="field-name">
              {upload}
            </label>{' '}
            <Typography.Text type="danger" style={{ fontSize: 12 }}>
              {words.required}
            </Typography.Text>
            <div>
              <input
                id={`file.${upload}`}
                type="file"
                onChange={(event) => onChange(withValue(values, 'body', upload, event.target.files?.[0]))}
              />
            </div>
          </div>
        </fieldset>
      )}
      {body === undefined ? null : (
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <Flex justify="space-between" align="center">
            <Legend text={words.body} />
            <Flex gap={8}>
              <Button size="small" onClick={() => onChange(NOTHING)}>
                {words.reset}
              </Button>
              <Segmented
                size="small"
                value={asText ? 'text' : 'form'}
                options={[
                  { value: 'form', label: words.form },
                  { value: 'text', label: words.text },
                ]}
                onChange={(view) => setAsText(view === 'text')}
              />
            </Flex>
          </Flex>
          {asText ? (
            <BodyText value={values.body} onChange={(next) => onChange({ ...values, body: next })} />
          ) : (
            fields('body', entriesOf(body))
          )}
        </fieldset>
      )}
    </>
  )
}

const entriesOf = (schema: Schema): Entry[] =>
  Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    required: schema.required?.includes(name) ?? false,
    schema: field,
  }))

function Legend({ text }: { text: string }) {
  return (
    <legend style={{ padding: '4px 0 8px', fontWeight: 600 }}>
      <Tag>{text}</Tag>
    </legend>
  )
}

function BodyText({ value, onChange }: { value: object; onChange(value: Record<string, unknown>): void }) {
  const words = useWords().explorer
  const [text, setText] = useState(() => JSON.stringify(value, null, 2))
  const [isWrong, setIsWrong] = useState(false)
  const change = (next: string) => {
    setText(next)
    const parsed = parseObject(next)
    setIsWrong(parsed === null)
    if (parsed !== null) onChange(parsed)
  }
  return (
    <>
      <Input.TextArea
        aria-label={words.body}
        autoSize={{ minRows: 8 }}
        spellCheck={false}
        status={isWrong ? 'error' : ''}
        value={text}
        onChange={(event) => change(event.target.value)}
        style={{ fontFamily: 'ui-monospace, Menlo, Consolas, monospace' }}
      />
      {isWrong ? <Typography.Text type="danger">{words.notJson}</Typography.Text> : null}
    </>
  )
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
