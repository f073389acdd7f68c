import { Type } from 'typebox'

import { eventOnTheWire, listEvents } from '../../audit/list-events.ts'
import { operation } from '../../http/operation.ts'
import { Enum, Instant, InstantFilter, Offset, OrNull, ProjectParams } from '../../http/schemas.ts'

const Event = Type.Object({
  id: Type.String(),
  time: Instant,
  project_id: OrNull(Type.String({ description: 'Null: the account’s own, such as a sign-in' })),
  operation: Type.String({
    description:
      'An operation of this API, or what Muster did by itself: ExportFinished, ExportFailed, ExportCancelled, ExportExpired, WebhookDelivered, WebhookFailed',
  }),
  action: OrNull(Type.String({ description: 'The permission that it needs' })),
  outcome: Enum(['allowed', 'denied', 'failed'], {
    description: 'Done; refused (401, 403); or gone wrong otherwise',
  }),
  status: OrNull(Type.Integer({ description: 'Of the answer' })),
  error_code: OrNull(Type.String()),
  principal: Type.String({ description: 'account/user; with status 401: who it claimed to be' }),
  user_id: Type.String(),
  user_name: Type.String(),
  is_account: OrNull(Type.Boolean({ description: 'Whether the user is the account itself' })),
  credential: Type.String({
    description:
      'An access key ID, or `token`, `password`, `link`, `command line`; `worker`, `sweeper`: Muster on behalf of the user',
  }),
  source_ip: OrNull(Type.String()),
  resource_ids: Type.Array(Type.String(), { description: 'What it was done to: tasks, users' }),
  request_id: OrNull(Type.String()),
  details: Type.Object({}, { additionalProperties: true }),
})

const Text = (description: string) => Type.Optional(Type.String({ maxLength: 255, description }))

/** ListAuditEvents, ours: who did what, newest first (docs/decisions/0004-audit.md). */
export const listAuditEvents = operation({
  id: 'ListAuditEvents',
  tag: 'Audit',
  summary: 'List audit events',
  description:
    'Newest first. Events of the account that belong to no project, such as sign-ins, are shown to the account itself and to those who are allowed this on the whole account.',
  method: 'GET',
  url: '/v3/:project_id/audit-events',
  access: 'project',
  action: 'workspace:tenants:listAuditEvents',
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      begin_time: InstantFilter('Events from this instant on'),
      end_time: InstantFilter('Events before this instant'),
      user_name: Text('Whole name of the user'),
      operation: Text('Whole name of the operation'),
      outcome: Type.Optional(Enum(['allowed', 'denied', 'failed'])),
      resource_id: Text('ID of a task, a user or whatever else it was done to'),
      request_id: Text('ID of a request'),
      offset: Offset,
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    }),
    response: { 200: Type.Object({ total_count: Type.Integer(), audit_events: Type.Array(Event) }) },
  },
  handler: async ({ database, permission, query, project }) => {
    // Events belong to no enterprise project: a grant on some of them shows none.
    if (permission.enterpriseProjects !== null) throw await permission.refuse()
    const { offset, limit, begin_time: begin, end_time: end, ...filter } = query
    const { totalCount, events } = await listEvents(database, {
      scope: {
        accountId: project.accountId,
        project: { id: project.id, withAccountWide: permission.isAllowedOnAccount() },
      },
      filter: {
        ...filter,
        begin_time: begin === undefined ? undefined : new Date(begin),
        end_time: end === undefined ? undefined : new Date(end),
      },
      offset,
      limit,
    })
    return { total_count: totalCount, audit_events: events.map(eventOnTheWire) }
  },
})
