import path from 'node:path'

import { defineCommand } from 'citty'
import type pg from 'pg'

import type { EventFilter, EventScope } from '../audit/event-filter.ts'
import { done } from '../audit/event.ts'
import { recordEvent } from '../audit/record-event.ts'
import { withSnapshot } from '../audit/snapshot.ts'
import { FORMATS, type Format, type WrittenFile, writeEvents } from '../audit/write-file.ts'
import { readSettings } from '../config.ts'
import { forAccount } from '../database/scope.ts'
import { type Language, dictionary } from '../i18n/dictionary.ts'
import { listProjects } from '../iam/principals/projects.ts'
import { createLog } from '../log.ts'
import { commandOrigin } from './command-origin.ts'
import { commonArgs } from './common-args.ts'
import { findAccount } from './find-account.ts'
import { withPool } from './open-database.ts'
import { outFile } from './out-file.ts'
import { ProgressLine } from './progress.ts'
import { printResult } from './result.ts'
import { UsageError } from './run.ts'
import { languageOf, words } from './words.ts'

const { options } = words.cli
const OUTCOMES = ['allowed', 'denied', 'failed'] as const
const LANGUAGES: readonly Language[] = ['en_US', 'zh_CN']

/** `muster audit`: writes an account's audit trail to a file, beside a running server or without one. */
export const audit = defineCommand({
  meta: { name: 'audit', description: words.cli.audit },
  args: {
    begin: { type: 'string', description: options.auditBegin, valueHint: 'TIME' },
    end: { type: 'string', description: options.auditEnd, valueHint: 'TIME' },
    'user-name': { type: 'string', description: options.auditUser, valueHint: 'NAME' },
    operation: { type: 'string', description: options.auditOperation, valueHint: 'NAME' },
    outcome: { type: 'string', description: options.auditOutcome, valueHint: OUTCOMES.join('|') },
    'resource-id': { type: 'string', description: options.auditResource, valueHint: 'ID' },
    'request-id': { type: 'string', description: options.auditRequest, valueHint: 'ID' },
    project: { type: 'string', description: options.auditProject, valueHint: 'ID|NAME' },
    account: { type: 'string', description: words.cli.adminOptions.account, valueHint: 'ID|NAME' },
    language: { type: 'string', description: options.auditLanguage, valueHint: LANGUAGES.join('|') },
    out: { type: 'string', description: options.auditOut, valueHint: 'FILE' },
    ...commonArgs,
  },
  async run({ args }) {
    const filter: EventFilter = {
      begin_time: instant('begin', args.begin),
      end_time: instant('end', args.end),
      user_name: args['user-name'],
      operation: args.operation,
      outcome: oneOf('outcome', OUTCOMES, args.outcome),
      resource_id: args['resource-id'],
      request_id: args['request-id'],
    }
    const language = oneOf('language', LANGUAGES, args.language) ?? languageOf(process.argv, process.env)
    const file = await outFile(args.out, `audit-${stamp(new Date())}.xlsx`)
    const format = formatOf(file)
    const settings = readSettings()
    const log = createLog(settings.MUSTER_LOG_LEVEL === 'info' ? 'warn' : settings.MUSTER_LOG_LEVEL, 'stderr')
    const began = performance.now()
    const line = new ProgressLine('audit')
    const written = await withPool(settings, log, 'audit', async (pool) => {
      const account = await findAccount(pool, args.account)
      const projectId = await findProject(pool, account.id, args.project)
      const scope: EventScope = {
        accountId: account.id,
        project: projectId === null ? null : { id: projectId, withAccountWide: false },
      }
      const result = await withSnapshot(pool, scope, filter, (snapshot) =>
        writeEvents(file, format, {
          snapshot,
          facts: { account, projectId, filter, snapshotAt: snapshot.at },
          language,
          words: dictionary(language),
          report: (rows) => line.update({ rows, total: snapshot.total }),
        }),
      )
      await recordExport(pool, scope, filter, result)
      return result
    }).finally(() => line.end())
    const seconds = (performance.now() - began) / 1000
    printResult(words.cli.audited(file, written.rows, written.bytes, seconds, written.sha256), {
      file: path.resolve(file),
      events: written.rows,
      bytes: written.bytes,
      seconds: Number(seconds.toFixed(3)),
      sha256: written.sha256,
    })
  },
})

/** Who takes the trail away stands in it. */
const recordExport = (
  pool: pg.Pool,
  { accountId, project }: EventScope,
  filter: EventFilter,
  { rows, bytes, sha256 }: WrittenFile,
): Promise<void> =>
  recordEvent(forAccount(pool, accountId), {
    ...commandOrigin(accountId, project?.id ?? null, 'AuditExported'),
    ...done([], { filter, rows, bytes, sha256 }),
  })

async function findProject(
  pool: pg.Pool,
  accountId: string,
  given: string | undefined,
): Promise<string | null> {
  if (given === undefined) return null
  const projects = await listProjects(forAccount(pool, accountId), accountId)
  const found = projects.find(({ id }) => id === given) ?? projects.find(({ name }) => name === given)
  if (found === undefined) throw new Error(words.cli.unknownName('project', given))
  return found.id
}

function instant(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const time = new Date(text)
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/
  // 31 February would be read as a day in March.
  if (!form.test(text) || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text.slice(0, 10)))
    throw new UsageError(words.cli.notInstant(name, text))
  return time
}

function oneOf<T extends string>(
  name: string,
  allowed: readonly T[],
  text: string | undefined,
): T | undefined {
  if (text === undefined) return undefined
  const found = allowed.find((value) => value.toLowerCase() === text.toLowerCase().replace('-', '_'))
  if (found === undefined) throw new UsageError(words.cli.choice(name, allowed.join(', '), text))
  return found
}

function formatOf(file: string): Format {
  const format = FORMATS.find((known) => file.toLowerCase().endsWith(known))
  if (format === undefined) throw new UsageError(words.cli.notAuditFile(file))
  return format
}

/** `20261124-080000` */
const stamp = (now: Date): string =>
  now
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-')
