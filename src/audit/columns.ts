import type { Dictionary } from '../i18n/dictionary.ts'
import type { Column, Value } from '../workbook/index.ts'
import type { StoredEvent } from './list-events.ts'

type Header = keyof Dictionary['audit']['headers']

/** A column of the workbook of audit events: how it is shown in a language, and an event's value in it. */
export interface EventColumn {
  readonly column: (words: Dictionary) => Column
  readonly value: (event: StoredEvent) => Value
}

const text = (header: Header, value: (event: StoredEvent) => string | null): EventColumn => ({
  column: ({ audit }) => ({ kind: 'text', header: audit.headers[header] }),
  value,
})

const OUTCOMES = ['allowed', 'denied', 'failed'] as const

/** The columns of the workbook of audit events, in order. */
export const eventColumns: readonly EventColumn[] = [
  {
    column: ({ audit }) => ({ kind: 'datetime', header: audit.headers.time, empty: '' }),
    value: ({ occurred_at: time }) => time.getTime() / 1000,
  },
  // To the millisecond; the date cell shows the minute.
  text('instant', ({ occurred_at: time }) => time.toISOString()),
  text('operation', ({ operation }) => operation),
  {
    column: ({ audit }) => ({
      kind: 'code',
      header: audit.headers.outcome,
      texts: OUTCOMES.map((outcome) => audit.outcomes[outcome]),
    }),
    value: ({ outcome }) => OUTCOMES.indexOf(outcome),
  },
  {
    column: ({ audit }) => ({ kind: 'number', header: audit.headers.status }),
    value: ({ status }) => status,
  },
  text('error_code', (event) => event.error_code),
  text('principal', ({ principal }) => principal),
  text('user_id', (event) => event.user_id),
  {
    column: ({ audit, users }) => ({
      kind: 'code',
      header: audit.headers.is_account,
      texts: [users.no, users.yes],
    }),
    value: ({ is_account: isAccount }) => (isAccount === null ? null : Number(isAccount)),
  },
  text('credential', ({ credential }) => credential),
  text('source_ip', (event) => event.remote_address),
  text('action', ({ action }) => action),
  text('resource_ids', ({ resources }) => resources.join('; ')),
  text('project_id', (event) => event.project_id),
  text('request_id', (event) => event.request_id),
  text('details', ({ details }) => (Object.keys(details).length === 0 ? null : JSON.stringify(details))),
  text('id', ({ id }) => id),
]
