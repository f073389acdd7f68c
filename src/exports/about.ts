import type { UserScope } from '../directory/user-filter.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import type { About, Written } from '../workbook/index.ts'
import { type ExportSubject, kindOf } from './kinds/index.ts'

/** What the last sheet tells of an export. */
export type AboutFacts = ExportSubject & {
  readonly id: string
  readonly projectId: string
  readonly projectName: string
  readonly scope: UserScope
  readonly createdBy: string
  readonly createdAt: Date
  readonly snapshotAt: Date
}

/** The sheet "About this export": what the file contains, what it leaves out, and how to verify it. */
export function aboutSheet(facts: AboutFacts, { rows, cutCells }: Written, words: Dictionary): About {
  const { about } = words
  const kind = kindOf(facts)
  const say = kind.words(words)
  return {
    sheetName: about.sheetName,
    title: about.title,
    facts: [
      [about.project, facts.projectName],
      [about.projectId, facts.projectId],
      [about.contents, kind.contents(facts.filter, facts.scope, words)],
      [about.leftOut, kind.leftOut(facts.filter, facts.scope, words)],
      [say.rows, rows],
      // As the task tells it, to the millisecond; a date cell would show the minute.
      [about.snapshotAt, facts.snapshotAt.toISOString()],
      [about.exportedBy, facts.createdBy],
      [about.requestedAt, facts.createdAt.toISOString()],
      [about.taskId, facts.id],
      [about.dates, about.datesAreUtc],
    ],
    footer: [
      say.complete(rows.toLocaleString('en-US')),
      // Longer texts would make Excel call the file unreadable.
      ...(cutCells.count === 0
        ? []
        : [
            about.cut(
              cutCells.count,
              cutCells.first.map(({ sheet, row, column }) => `${sheet}!${column}${row}`).join(', '),
            ),
          ]),
      about.verify,
    ],
  }
}
