import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sql } from 'kysely'

import { eventWith } from '../../test/support/audit-events.ts'
import { openTestDirectory } from '../../test/support/directory.ts'
import { recordingLog } from '../../test/support/log.ts'
import { Recorder } from './recorder.ts'

const directory = await openTestDirectory()
const { database, pool } = directory

test('of events that wait the thousand and first goes to the log; closing waits for the others, in their order', async () => {
  const { log, lines } = recordingLog()
  const recorder = new Recorder(pool, log)
  for (let number = 0; number < 1003; number++) {
    recorder.recordLater(eventWith(directory, { operation: String(number) }))
  }
  await recorder.close()
  const events = await database
    .selectFrom('audit_events')
    .select('operation')
    .orderBy(sql`ctid`)
    .execute()
  assert.deepEqual(
    events.map(({ operation }) => operation),
    Array.from({ length: 1000 }, (_, index) => String(index)),
  )
  assert.deepEqual(
    lines.map(({ level, msg, event }) => [level, msg, (event as { operation: string }).operation]),
    ['1000', '1001', '1002'].map((operation) => [
      50,
      'AUDIT EVENT NOT STORED: too many are waiting',
      operation,
    ]),
  )
  // There is room again.
  recorder.recordLater(eventWith(directory, { operation: 'later' }))
  await recorder.close()
  assert.equal(lines.length, 3)
})
