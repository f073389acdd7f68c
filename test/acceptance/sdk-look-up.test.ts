import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type LookUp, sendBySdk } from '../support/sdk-look-up.ts'
import { credentials } from '../support/settings.ts'
import { addTokenUser } from '../support/token-users.ts'
import { obtainToken } from '../support/tokens.ts'
import { createUsers } from '../support/users.ts'

// The vendor's own SDK, unmodified, which finds its project and its account by itself, with permanent and with
// temporary keys (contract, iam.md sections 1 and 2).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
await createUsers(muster, [{ user_name: 'alice' }])
const { accountId } = await addTokenUser(muster, 'plain')
const token = await obtainToken(muster)

interface Credential {
  readonly access: string
  readonly secret: string
  readonly securitytoken: string
}

async function keyPair(
  kind: 'permanent' | 'temporary',
): Promise<Pick<LookUp, 'ak' | 'sk' | 'securityToken'>> {
  if (kind === 'permanent') return { ak: credentials.access_key, sk: credentials.secret_key }
  const answer = await fetch(`${muster.url}/v3.0/OS-CREDENTIAL/securitytokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': token },
    body: '{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":900}}}}',
  })
  const { credential } = (await answer.json()) as { credential: Credential }
  return { ak: credential.access, sk: credential.secret, securityToken: credential.securitytoken }
}

for (const keys of ['plain', 'derived'] as const) {
  for (const kind of ['permanent', 'temporary'] as const) {
    void describe(`the official Node.js SDK, ${keys} signing, ${kind} keys`, async () => {
      const pair = await keyPair(kind)

      void test('finds its project by the region', async () => {
        const page = await sendBySdk<{ total_count: number }>(
          muster.url,
          { find: 'project', keys, ...pair },
          { method: 'GET', url: '/v2/{project_id}/users' },
        )
        assert.equal(page.total_count, 1)
      })

      void test('finds its account', async () => {
        const caller = await sendBySdk<{ account_id: string }>(
          muster.url,
          { find: 'domain', keys, ...pair },
          { method: 'GET', url: '/v5/caller-identity' },
        )
        assert.equal(caller.account_id, accountId)
      })

      void test('is told that a region is none', async () => {
        const call = sendBySdk(
          muster.url,
          { find: 'project', keys, region: 'elsewhere', ...pair },
          { method: 'GET', url: '/v2/{project_id}/users' },
        )
        await assert.rejects(call, /not supported to create project automatically/)
      })

      if (pair.securityToken === undefined) return
      void test('is refused with another security token', async () => {
        const call = sendBySdk(
          muster.url,
          { find: 'domain', keys, ...pair, securityToken: 'x'.repeat(64) },
          { method: 'GET', url: '/v5/caller-identity' },
        )
        await assert.rejects(call, (error: Record<string, unknown>) => error['httpStatusCode'] === 401)
      })
    })
  }
}
