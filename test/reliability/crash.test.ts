/** The short form of `npm run test:crash`: one of each. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { Random } from '../../src/directory/sample/random.ts'
import { skipWithoutPostgres } from '../support/external-postgres.ts'
import { skipWithoutSwift } from '../support/swift-server.ts'
import { runCrashMatrix } from './crash-matrix.ts'
import { allBroken } from './promises.ts'

describe(
  'killed, paused, or without its PostgreSQL at each point of a task’s way',
  { concurrency: true },
  () => {
    for (const [store, skip] of [
      ['file', skipWithoutPostgres],
      ['s3', skipWithoutPostgres || skipWithoutSwift],
    ] as const) {
      void test(`${store} store: all promises hold`, { skip }, async () => {
        const seed = Date.now() % 1e9
        const report = await runCrashMatrix({
          store,
          random: new Random(seed),
          rounds: 1,
          width: 1,
          tell: () => {},
        })
        assert.deepEqual(allBroken(report.broken), [], `seed ${seed}`)
        assert.ok(report.kills > 0 && report.pauses > 0 && report.databaseCrashes > 0, JSON.stringify(report))
      })
    }
  },
)
