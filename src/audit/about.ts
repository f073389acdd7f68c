import type { Dictionary } from '../i18n/dictionary.ts'
import type { About, Written } from '../workbook/index.ts'
import type { EventFilter } from './event-filter.ts'

/** What the last sheet tells of a file of audit events. */
export interface AuditFacts {
  readonly account: { readonly id: string; readonly name: string }
  /** Null: all projects, and what belongs to none. */
  readonly projectId: string | null
  readonly filter: EventFilter
  readonly snapshotAt: Date
}

/** The sheet that says which events a workbook has, and how to verify it. */
export function aboutEvents(facts: AuditFacts, { rows, cutCells }: Written, words: Dictionary): About {
  const { about, audit } = words
  const { sheet } = audit
  const bound = (instant: Date | undefined) => instant?.toISOString() ?? sheet.unbounded
  return {
    sheetName: about.sheetName,
    title: sheet.title,
    facts: [
      [sheet.account, facts.account.name],
      [sheet.accountId, facts.account.id],
      [about.contents, eventFilterWords(facts, words)],
      [sheet.from, bound(facts.filter.begin_time)],
      [sheet.until, bound(facts.filter.end_time)],
      [sheet.events, rows],
      [sheet.order, sheet.newestFirst],
      [sheet.snapshotAt, facts.snapshotAt.toISOString()],
      [about.dates, about.datesAreUtc],
    ],
    footer: [
      sheet.complete(rows.toLocaleString('en-US')),
      ...(cutCells.count === 0
        ? []
        : [
            about.cut(
              cutCells.count,
              cutCells.first.map((cell) => `${cell.sheet}!${cell.column}${cell.row}`).join(', '),
            ),
          ]),
      sheet.verify,
    ],
  }
}

/** A filter as a sentence, but for its bounds of time. */
function eventFilterWords({ projectId, filter }: AuditFacts, { audit, filter: users }: Dictionary): string {
  const { filter: say } = audit
  const parts = [
    projectId !== null && say.project(projectId),
    filter.user_name !== undefined && say.userName(filter.user_name),
    filter.operation !== undefined && say.operation(filter.operation),
    filter.outcome !== undefined && say.outcome(audit.outcomes[filter.outcome]),
    filter.resource_id !== undefined && say.resource(filter.resource_id),
    filter.request_id !== undefined && say.request(filter.request_id),
  ].filter((part) => part !== false)
  return parts.length === 0 ? say.everything : parts.join(users.separator)
}
