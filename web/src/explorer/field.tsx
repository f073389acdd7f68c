import { Button, Flex, Input, InputNumber, Select, Typography } from 'antd'

import { Prose } from '../parts/prose.tsx'
import { useWords } from '../session/preferences.tsx'
import type { Words } from '../words/zh.ts'
import { type Schema, plainSchema } from './openapi.ts'
import { withField } from './values.ts'

interface Props {
  readonly id: string
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
  readonly value: unknown
  onChange(value: unknown): void
}

/** One parameter: its name, type, limits, default and meaning, and what to fill it in by. */
export function Field({ id, name, schema: given, required, value, onChange }: Props) {
  const words = useWords().explorer
  const schema = plainSchema(given)
  return (
    <div className="field">
      <Flex gap={8} align="baseline" wrap>
        <label htmlFor={id} className="field-name">
          {name}
        </label>
        <span className="field-facts">{factsOf(schema, words).join(' · ')}</span>
        {required ? (
          <Typography.Text type="danger" style={{ fontSize: 12 }}>
            {words.required}
          </Typography.Text>
        ) : null}
      </Flex>
      <Control id={id} schema={schema} value={value} onChange={onChange} />
      {schema.description === undefined ? null : (
        <div className="field-meaning">
          <Prose text={schema.description} />
        </div>
      )}
    </div>
  )
}

type ControlProps = Pick<Props, 'id' | 'schema' | 'value' | 'onChange'>

function Control({ id, schema, value, onChange }: ControlProps) {
  const words = useWords().explorer
  if (schema.properties !== undefined)
    return <ObjectFields id={id} schema={schema} value={value} onChange={onChange} />
  if (schema.type === 'array') return <ArrayItems id={id} schema={schema} value={value} onChange={onChange} />
  if (schema.enum !== undefined || schema.type === 'boolean') {
    const choices = (schema.enum as readonly string[] | undefined) ?? [true, false]
    const options = choices.map((one) => ({ value: one, label: String(one) }))
    return (
      <Select
        id={id}
        allowClear
        style={{ width: '100%' }}
        placeholder={words.notSet}
        options={options}
        value={value ?? null}
        onChange={(next: unknown) => onChange(next ?? undefined)}
      />
    )
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    return (
      <InputNumber
        id={id}
        style={{ width: '100%' }}
        placeholder={words.notSet}
        value={(value as number | undefined) ?? null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  }
  const Box = schema.writeOnly === true ? Input.Password : Input
  return (
    <Box
      id={id}
      placeholder={words.notSet}
      autoComplete="off"
      spellCheck={false}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function ObjectFields({ id, schema, value, onChange }: ControlProps) {
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>
  const change = (name: string, next: unknown) => {
    const changed = withField(fields, name, next)
    onChange(Object.keys(changed).length === 0 ? undefined : changed)
  }
  return (
    <div className="field-inner">
      {Object.entries(schema.properties ?? {}).map(([name, inner]) => (
        <Field
          key={name}
          id={`${id}.${name}`}
          name={name}
          schema={inner}
          required={schema.required?.includes(name) ?? false}
          value={fields[name]}
          onChange={(next) => change(name, next)}
        />
      ))}
    </div>
  )
}

function ArrayItems({ id, schema, value, onChange }: ControlProps) {
  const words = useWords().explorer
  const items = Array.isArray(value) ? (value as readonly unknown[]) : []
  const item = schema.items ?? {}
  if (item.properties === undefined) {
    return (
      <Select
        id={id}
        mode="tags"
        {...(item.enum === undefined ? { open: false } : {})}
        suffixIcon={null}
        tokenSeparators={item.enum === undefined ? ['\n', ','] : []}
        style={{ width: '100%' }}
        placeholder={words.notSet}
        options={item.enum?.map((one) => ({ value: one, label: String(one) })) ?? []}
        value={items as string[]}
        onChange={(next: string[]) => onChange(next.length === 0 ? undefined : next)}
      />
    )
  }
  const change = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next)
  return (
    <div className="field-inner">
      {items.map((one, index) => (
        // eslint-disable-next-line react/no-array-index-key -- items have no names: their places are all there is
        <Flex key={index} vertical>
          <Control
            id={`${id}.${index}`}
            schema={item}
            value={one}
            onChange={(next) => change(items.with(index, next ?? {}))}
          />
          <Button size="small" style={{ alignSelf: 'end' }} onClick={() => change(items.toSpliced(index, 1))}>
            {words.remove} {index + 1}
          </Button>
        </Flex>
      ))}
      <Button id={id} size="small" onClick={() => change([...items, {}])}>
        {words.add}
      </Button>
    </div>
  )
}

/** Type, limits and default of a parameter, in words. */
export function factsOf(schema: Schema, words: Words['explorer']): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  const most = (limit: number | undefined) => limit?.toLocaleString() ?? '∞'
  const type = schema.type === 'array' ? `${plainSchema(schema.items ?? {}).type ?? ''}[]` : schema.type
  return [
    ...(type === undefined ? [] : [type]),
    ...(minLength === undefined && maxLength === undefined
      ? []
      : [words.limits.characters(minLength ?? 0, most(maxLength))]),
    ...(minimum === undefined && maximum === undefined
      ? []
      : [words.limits.value(minimum?.toLocaleString() ?? '−∞', most(maximum))]),
    ...(minItems === undefined && maxItems === undefined
      ? []
      : [words.limits.items(minItems ?? 0, most(maxItems))]),
    ...(schema.pattern === undefined ? [] : [words.limits.pattern(schema.pattern)]),
    ...(schema.default === undefined ? [] : [words.default(JSON.stringify(schema.default))]),
  ]
}
