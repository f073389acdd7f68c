import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'

const { pool } = await openTestDirectory()

test('a connection that breaks while somebody holds it is an error of his statements, and ends no process', async () => {
  const held = await pool.connect()
  const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const ended = new Promise((resolve) => held.once('end', resolve))
  // Between two statements, as those of a transaction are: no query is there that the error could go to.
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  await ended
  await assert.rejects(held.query('SELECT 1'))
  held.release(true)
  assert.equal((await pool.query('SELECT 1')).rowCount, 1)
})
