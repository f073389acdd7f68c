import { type RawBuilder, type SqlBool, sql } from 'kysely'

import type { Outcome } from './event.ts'

/** Which events of an account are meant. Every field narrows; an absent one does not. */
export interface EventFilter {
  /** From this instant on. */
  begin_time?: Date | undefined
  /** Before this instant. */
  end_time?: Date | undefined
  user_name?: string | undefined
  operation?: string | undefined
  outcome?: Outcome | undefined
  /** ID of something that it was done to. */
  resource_id?: string | undefined
  request_id?: string | undefined
}

/** Whose events are seen: those of a project, with or without the account's own; null: all. */
export interface EventScope {
  readonly accountId: string
  readonly project: { readonly id: string; readonly withAccountWide: boolean } | null
}

/** The conditions on the table `audit_events`, to be joined by AND. */
export function eventConditions(scope: EventScope, filter: EventFilter): RawBuilder<SqlBool>[] {
  const { begin_time: begin, end_time: end, resource_id: resource } = filter
  const conditions = [sql<SqlBool>`account_id = ${scope.accountId}`]
  if (scope.project !== null) {
    const { id, withAccountWide } = scope.project
    conditions.push(
      withAccountWide
        ? sql<SqlBool>`(project_id = ${id} OR project_id IS NULL)`
        : sql<SqlBool>`project_id = ${id}`,
    )
  }
  if (begin !== undefined) conditions.push(sql<SqlBool>`occurred_at >= ${begin}::timestamptz`)
  if (end !== undefined) conditions.push(sql<SqlBool>`occurred_at < ${end}::timestamptz`)
  if (resource !== undefined) conditions.push(sql<SqlBool>`resources @> ARRAY[${resource}]`)
  for (const column of ['user_name', 'operation', 'outcome', 'request_id'] as const) {
    const value = filter[column]
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`)
  }
  return conditions
}
