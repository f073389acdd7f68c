import { Alert, Button, Flex, Input, Typography } from 'antd'
import { useState } from 'react'

import { WideTable } from '../parts/wide-table.tsx'
import { useWords } from '../session/preferences.tsx'
import type { Words } from '../words/zh.ts'
import {
  type ComparedLine,
  type Expectation,
  type Fault,
  compare,
  expectationOf,
  signatureFits,
} from './compare.ts'
import { readRequest } from './read-request.ts'

interface Result {
  readonly lines: readonly ComparedLine[]
  readonly notes: readonly { readonly type: 'success' | 'error' | 'warning'; readonly text: string }[]
}

const MONOSPACE = { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 13 }

/** Finds the line in which what was signed differs from what the server expects. */
export default function SignaturePage() {
  const words = useWords().check
  const [request, setRequest] = useState('')
  const [other, setOther] = useState('')
  const [secret, setSecret] = useState('')
  const [result, setResult] = useState<Result | null>(null)
  return (
    <div style={{ padding: '16px 24px', maxWidth: 1200 }}>
      <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
        {words.title}
      </Typography.Title>
      <Typography.Paragraph>{words.intro}</Typography.Paragraph>
      <Flex gap={16} wrap>
        <Paste label={words.request} hint={words.requestHint} value={request} onChange={setRequest} />
        <Paste label={words.other} hint={words.otherHint} value={other} onChange={setOther} />
      </Flex>
      <Flex gap={12} wrap style={{ margin: '12px 0' }}>
        <Input.Password
          aria-label={words.secret}
          placeholder={words.secret}
          autoComplete="off"
          style={{ maxWidth: 360 }}
          value={secret}
          onChange={(event) => setSecret(event.target.value.trim())}
        />
        <Button type="primary" onClick={() => setResult(check(request, other, secret, words))}>
          {words.run}
        </Button>
      </Flex>
      <div aria-live="polite">
        {result?.notes.map(({ type, text }) => (
          <Alert key={text} type={type} title={text} style={{ marginBottom: 8, overflowWrap: 'anywhere' }} />
        ))}
        {result === null || result.lines.length === 0 ? null : <Comparison lines={result.lines} />}
      </div>
    </div>
  )
}

interface PasteProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  onChange(value: string): void
}

function Paste({ label, hint, value, onChange }: PasteProps) {
  return (
    <label style={{ flex: '1 1 360px' }}>
      <strong>{label}</strong>
      <Input.TextArea
        autoSize={{ minRows: 10, maxRows: 24 }}
        spellCheck={false}
        placeholder={hint}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        style={MONOSPACE}
      />
    </label>
  )
}

function Comparison({ lines }: { lines: readonly ComparedLine[] }) {
  const words = useWords().check
  const first = lines.findIndex(({ same }) => !same)
  const cell = (line: ComparedLine, text: string | undefined) => (
    <code
      style={{ overflowWrap: 'anywhere', ...(line.same ? {} : { background: 'rgba(220, 60, 40, 0.18)' }) }}
    >
      {text}
    </code>
  )
  return (
    <WideTable
      label={words.expected}
      width={640}
      rowKey={(line) => lines.indexOf(line)}
      onRow={(line) => (lines[first] === line ? { 'data-first-difference': '' } : {}) as object}
      rows={lines}
      columns={[
        { title: words.part, width: 160, render: (_, line) => nameOf(line, words) },
        { title: words.expected, render: (_, line) => cell(line, line.expected) },
        ...(lines[0]?.given === undefined
          ? []
          : [{ title: words.given, render: (_: unknown, line: ComparedLine) => cell(line, line.given) }]),
      ]}
    />
  )
}

const nameOf = ({ part }: ComparedLine, words: Words['check']): string =>
  part.kind === 'header' ? words.parts.header(part.name) : words.parts[part.kind]

function check(request: string, other: string, secret: string, words: Words['check']): Result {
  const parsed = readRequest(request)
  if (parsed === null) return { lines: [], notes: [{ type: 'error', text: words.unreadable }] }
  const expectation = expectationOf(parsed)
  if ('kind' in expectation)
    return { lines: [], notes: [{ type: 'error', text: faultText(expectation, words) }] }
  const lines = compare(expectation, other)
  return {
    lines,
    notes: [
      ...notesOf(lines, words),
      ...clockNotes(expectation, words),
      ...secretNotes(expectation, secret, words),
    ],
  }
}

function faultText(fault: Fault, words: Words['check']): string {
  if (fault.kind === 'not-signed') return words.notSigned(fault.name)
  return fault.kind === 'no-date' ? words.noDate : words.noAuthorization
}

function notesOf(lines: readonly ComparedLine[], words: Words['check']): Result['notes'] {
  if (lines[0]?.given === undefined) return []
  const first = lines.find(({ same }) => !same)
  return first === undefined
    ? [{ type: 'success', text: words.same }]
    : [{ type: 'error', text: words.differs(nameOf(first, words)) }]
}

function clockNotes({ date }: Expectation, words: Words['check']): Result['notes'] {
  const minutes = Math.abs(Date.now() - date.getTime()) / 60_000
  return minutes > 15 ? [{ type: 'warning', text: words.clock(Math.round(minutes).toLocaleString()) }] : []
}

function secretNotes(expectation: Expectation, secret: string, words: Words['check']): Result['notes'] {
  // A derived key, and SM3, are beyond what is computed here.
  if (secret === '' || expectation.authorization.algorithm !== 'SDK-HMAC-SHA256') return []
  const { fits, signature } = signatureFits(expectation, secret)
  return [fits ? { type: 'success', text: words.fits } : { type: 'error', text: words.fitsNot(signature) }]
}
