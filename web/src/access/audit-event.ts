import { type Call, json } from '../api/call.ts'

/** An event as ListAuditEvents answers it. */
export interface AuditEvent {
  readonly id: string
  readonly time: string
  readonly operation: string
  readonly outcome: 'allowed' | 'denied' | 'failed'
  readonly status: number | null
  readonly error_code: string | null
  readonly principal: string
  readonly credential: string
  readonly source_ip: string | null
}

type Filter = Readonly<Record<string, string>>

export const listEvents = (call: Call, filter: Filter, offset: number, limit: number) =>
  json<{ total_count: number; audit_events: AuditEvent[] }>(
    call('GET /v3/{p}/audit-events', { query: { ...filter, offset, limit } }),
  )

const AT_ONCE = 1000

/**
 * All events of a filter as JSON lines, from newest to oldest. Each page asks for what came before the moment of the
 * first, so that events which happen meanwhile shift nothing.
 */
export async function allEvents(
  call: Call,
  filter: Filter,
  progress: (read: number) => void,
): Promise<string[]> {
  const now = new Date().toISOString()
  const end = filter['end_time']
  const bounded = { ...filter, end_time: end === undefined || end > now ? now : end }
  const lines: string[] = []
  for (;;) {
    const { audit_events: events } = await listEvents(call, bounded, lines.length, AT_ONCE)
    lines.push(...events.map((event) => `${JSON.stringify(event)}\n`))
    progress(lines.length)
    if (events.length < AT_ONCE) return lines
  }
}
