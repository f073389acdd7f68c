import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Client } from 'pg'
import { connectionUrl } from './connection-url.ts'

void test('pg reads from the URL what was put into it, whatever the characters', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => value.isWellFormed())
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 65_535 }), (folder, password, port) => {
      const socketDir = `/${folder}`
      const url = connectionUrl({ socketDir, port, user: 'muster', password, database: 'muster' })
      const client = new Client({ connectionString: url })
      assert.deepEqual(
        [client.host, client.port, client.user, client.password, client.database],
        [socketDir, port, 'muster', password, 'muster'],
      )
    }),
  )
})
