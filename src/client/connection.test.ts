import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { credentials } from '../../test/support/settings.ts'
import { keepCredentials, updateEndpoint } from '../credentials.ts'
import { findTarget } from './connection.ts'
import { keepProfile } from './profiles.ts'

const ENVIRONMENT = {
  MUSTER_ENDPOINT: 'http://environment',
  MUSTER_ACCESS_KEY: 'environment-key',
  MUSTER_SECRET_KEY: 'environment-secret',
}

test('options come before the environment, and that before what the data directory has', async (t) => {
  const folder = scratchFolder(t)
  await keepCredentials(folder, credentials)
  await updateEndpoint(folder, 'http://stored')
  const own = { MUSTER_DATA_DIR: folder }
  const stored = {
    endpoint: 'http://stored',
    accessKey: credentials.access_key,
    secretKey: credentials.secret_key,
    projectId: credentials.project_id,
  }
  const environment = {
    endpoint: 'http://environment',
    accessKey: 'environment-key',
    secretKey: 'environment-secret',
    projectId: credentials.project_id,
  }
  assert.deepEqual(await findTarget({}, own), stored)
  assert.deepEqual(await findTarget({}, { ...own, ...ENVIRONMENT }), environment)
  assert.deepEqual(
    await findTarget({ endpoint: 'http://option', project: 'p' }, { ...own, ...ENVIRONMENT }),
    {
      ...environment,
      endpoint: 'http://option',
      projectId: 'p',
    },
  )
  // An empty variable counts as absent.
  const empty = { MUSTER_ENDPOINT: '', MUSTER_ACCESS_KEY: '', MUSTER_SECRET_KEY: '' }
  assert.deepEqual(await findTarget({ endpoint: '', project: '' }, { ...own, ...empty }), stored)
})

test('without a data directory the environment is enough; no project is known then', async (t) => {
  const target = await findTarget({}, { ...ENVIRONMENT, MUSTER_DATA_DIR: scratchFolder(t) })
  assert.deepEqual(target, {
    endpoint: 'http://environment',
    accessKey: 'environment-key',
    secretKey: 'environment-secret',
    projectId: undefined,
  })
})

test('what is missing is said, and where it could come from', async (t) => {
  const folder = scratchFolder(t)
  await assert.rejects(
    findTarget({}, { MUSTER_DATA_DIR: folder }),
    /No server is known\. Give --endpoint or MUSTER_ENDPOINT.*muster serve/,
  )
  await assert.rejects(
    findTarget({ endpoint: 'http://x' }, { MUSTER_DATA_DIR: folder, MUSTER_ACCESS_KEY: 'k' }),
    /No access key is known\. Set MUSTER_ACCESS_KEY and MUSTER_SECRET_KEY, or sign in/,
  )
  // Credentials that no server has run with yet have no endpoint.
  await keepCredentials(folder, credentials)
  await assert.rejects(findTarget({}, { MUSTER_DATA_DIR: folder }), /No server is known/)
})

test('a profile comes before the data directory, and a token that ended is said to have ended', async (t) => {
  const folder = scratchFolder(t)
  await keepCredentials(folder, credentials)
  const environment = { MUSTER_DATA_DIR: folder, XDG_CONFIG_HOME: folder }
  const expires_at = new Date(Date.now() + 60_000).toISOString()
  await keepProfile(
    'default',
    { endpoint: 'http://one', project_id: 'p', token: 't', expires_at },
    environment,
  )
  const key = { access_key: 'k', secret_key: 's' }
  await keepProfile('other', { endpoint: 'http://other', project_id: 'q', ...key }, environment)
  assert.deepEqual(await findTarget({}, environment), { endpoint: 'http://one', token: 't', projectId: 'p' })
  assert.deepEqual(await findTarget({ profile: 'other', project: 'r' }, environment), {
    endpoint: 'http://other',
    accessKey: 'k',
    secretKey: 's',
    projectId: 'r',
  })
  await assert.rejects(
    findTarget({ profile: 'none' }, environment),
    /no profile 'none'. Known: default, other/,
  )
  const ended = { endpoint: 'http://one', project_id: 'p', token: 't', expires_at: '2020-01-01T00:00:00Z' }
  await keepProfile('default', ended, environment)
  await assert.rejects(findTarget({}, environment), /has ended. Sign in again/)
})
