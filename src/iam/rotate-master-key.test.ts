import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { MasterKey, masterKeyFile } from './master-key.ts'
import { nextMasterKeyFile, openMasterKey } from './open-master-key.ts'
import { createAccount } from './principals/accounts.ts'
import { ReasonKeys } from './refusal/reason-keys.ts'
import { openReason, sealReason } from './refusal/sealed-reason.ts'
import { sealedWebhook, setWebhook } from '../webhooks/webhook.ts'
import { webhookPurpose } from './webhook-secret.ts'
import { rotateToGivenKey, rotateToMadeKey } from './rotate-master-key.ts'

const { database, pool, project } = await openTestDirectory()
const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64')

/** Sets the database back to one that this folder's key seals, with two accounts' keys and a refusal's. */
async function sealedWith(dataDir: string): Promise<{ key: MasterKey; secrets: Map<string, string> }> {
  await database.deleteFrom('master_key_proof').execute()
  await database.deleteFrom('access_keys').execute()
  await database.deleteFrom('refusal_keys').execute()
  await database.deleteFrom('webhooks').execute()
  const key = await openMasterKey(database, undefined, dataDir)
  const name = `globex${Math.random().toString(36).slice(2)}`
  const made = [
    await createAccount(pool, key, { name, project: 'local' }),
    await createAccount(pool, key, { name: `${name}2`, project: 'local' }),
  ]
  return { key, secrets: new Map(made.map(({ access_key, secret_key }) => [access_key, secret_key])) }
}

async function stored(key: MasterKey): Promise<Map<string, string>> {
  const rows = await database.selectFrom('access_keys').select(['access_key', 'sealed_secret_key']).execute()
  return new Map(
    rows.map(({ access_key, sealed_secret_key }) => [access_key, key.open(sealed_secret_key, access_key)]),
  )
}

test('after a rotation the new key opens everything, and the old one nothing', async (t) => {
  const dataDir = scratchFolder(t)
  const { key: old, secrets } = await sealedWith(dataDir)
  const reason = await sealReason(new ReasonKeys(database, old), 'account', 'why')
  const given = { url: 'https://example.com', secret: 'secret of the webhook' }
  await setWebhook(database, old, project, given)
  const before = readFileSync(masterKeyFile(dataDir), 'utf8')

  assert.deepEqual(await rotateToMadeKey(pool, old, dataDir), {
    access_keys: 2,
    refusal_keys: 1,
    webhooks: 1,
  })

  assert.notEqual(readFileSync(masterKeyFile(dataDir), 'utf8'), before)
  const key = await openMasterKey(database, undefined, dataDir)
  assert.deepEqual(await stored(key), secrets)
  assert.equal(await openReason(new ReasonKeys(database, key), 'account', reason), 'why')
  const { sealedSecret } = await sealedWebhook(database, project.id)
  assert.equal(key.open(sealedSecret, webhookPurpose(project.id)), given.secret)
  await assert.rejects(stored(old))
  await assert.rejects(openReason(new ReasonKeys(database, old), 'account', reason))
  writeFileSync(masterKeyFile(dataDir), before)
  await assert.rejects(
    openMasterKey(database, undefined, dataDir),
    /sealed with another master key than that of/,
  )
})

test('a rotation that ended between its commit and the name of its file is ended at the next start', async (t) => {
  const dataDir = scratchFolder(t)
  const { key: old, secrets } = await sealedWith(dataDir)
  writeFileSync(nextMasterKeyFile(dataDir), `${base64(7)}\n`)
  await rotateToGivenKey(pool, old, base64(7))
  const key = await openMasterKey(database, undefined, dataDir)
  assert.deepEqual(await stored(key), secrets)
  assert.equal(readFileSync(masterKeyFile(dataDir), 'utf8').trim(), base64(7))
})

test('one that ended before its commit changed nothing', async (t) => {
  const dataDir = scratchFolder(t)
  const { secrets } = await sealedWith(dataDir)
  writeFileSync(nextMasterKeyFile(dataDir), `${base64(7)}\n`)
  assert.deepEqual(await stored(await openMasterKey(database, undefined, dataDir)), secrets)
})

test('a secret that does not open stops the rotation, and all stays as it was', async (t) => {
  const dataDir = scratchFolder(t)
  const { key, secrets } = await sealedWith(dataDir)
  await assert.rejects(rotateToGivenKey(pool, new MasterKey(Buffer.alloc(32, 3)), base64(7)))
  assert.deepEqual(await stored(key), secrets)
  await openMasterKey(database, undefined, dataDir)
})

test('a key that was given and is another is refused by name', async (t) => {
  const dataDir = scratchFolder(t)
  await sealedWith(dataDir)
  await assert.rejects(openMasterKey(database, base64(9), dataDir), /than that of MUSTER_MASTER_KEY/)
})
