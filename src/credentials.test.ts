import assert from 'node:assert/strict'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'

import { scratchFolder } from '../test/support/scratch-folder.ts'
import { credentials as given } from '../test/support/settings.ts'
import { credentialsFile, keepCredentials, readCredentials, updateEndpoint } from './credentials.ts'

test('what is kept is read again, by the owner only', async (t) => {
  const folder = scratchFolder(t)
  assert.equal(await readCredentials(folder), null)
  await keepCredentials(folder, given)
  assert.deepEqual(await readCredentials(folder), { ...given, endpoint: '' })
  assert.equal(statSync(credentialsFile(folder)).mode & 0o777, 0o600)
})

test('the endpoint is the last one written down, the rest stays', async (t) => {
  const folder = scratchFolder(t)
  await keepCredentials(folder, given)
  await updateEndpoint(folder, 'http://127.0.0.1:1')
  await updateEndpoint(folder, 'http://127.0.0.1:2')
  assert.deepEqual(await readCredentials(folder), { ...given, endpoint: 'http://127.0.0.1:2' })
})

test('without credentials no endpoint is written down', async (t) => {
  const folder = scratchFolder(t)
  await updateEndpoint(folder, 'http://127.0.0.1:1')
  assert.deepEqual(readdirSync(folder), [])
})

test('a file that is damaged is an error, not an absent one', async (t) => {
  const folder = scratchFolder(t)
  writeFileSync(credentialsFile(folder), '{"account":')
  await assert.rejects(readCredentials(folder), SyntaxError)
})
