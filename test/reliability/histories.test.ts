/** The short form of `npm run test:history`. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { skipWithoutPostgres } from '../support/external-postgres.ts'
import { checkHistory } from './histories.ts'

test(
  'a history of random clients and processes that are killed and paused',
  { skip: skipWithoutPostgres },
  async () => {
    const seed = Date.now() % 1e6
    const { broken, tasks, kills, pauses } = await checkHistory({ seconds: 8, seed })
    assert.deepEqual(broken, [], `seed ${seed}`)
    assert.ok(tasks > 0 && kills + pauses > 0, JSON.stringify({ tasks, kills, pauses }))
  },
)
