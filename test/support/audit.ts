import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'

import type { CallOptions, Muster } from './acceptance.ts'

/** An event of the audit trail as ListAuditEvents shows it. */
export interface AuditEvent {
  readonly id: string
  readonly time: string
  readonly project_id: string | null
  readonly operation: string
  readonly action: string | null
  readonly outcome: 'allowed' | 'denied' | 'failed'
  readonly status: number | null
  readonly error_code: string | null
  readonly principal: string
  readonly user_id: string
  readonly user_name: string
  readonly is_account: boolean | null
  readonly credential: string
  readonly source_ip: string | null
  readonly resource_ids: readonly string[]
  readonly request_id: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** The events that a filter finds, newest first; by default as the account sees them. */
export async function listEvents(
  muster: Muster,
  filter: Readonly<Record<string, string | number>> = {},
  options: CallOptions = {},
): Promise<{ total: number; events: AuditEvent[] }> {
  const query = Object.entries(filter)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  const answer = await muster.call(`GET /v3/{p}/audit-events?${query}`, options)
  assert.equal(answer.status, 200, answer.text)
  const body = answer.json<{ total_count: number; audit_events: AuditEvent[] }>()
  return { total: body.total_count, events: body.audit_events }
}

/** Waits for the one event that a filter finds: some are stored after the answer, others by a worker. */
export async function waitForEvent(
  muster: Muster,
  filter: Readonly<Record<string, string | number>>,
): Promise<AuditEvent> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const { events } = await listEvents(muster, filter)
    const [event] = events
    if (event !== undefined) {
      assert.equal(events.length, 1, JSON.stringify(events))
      return event
    }
    assert.ok(Date.now() < deadline, `no event of ${JSON.stringify(filter)}`)
    await setTimeout(30)
  }
}
