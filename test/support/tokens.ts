import assert from 'node:assert/strict'
import { scryptSync } from 'node:crypto'

import type { Muster } from './acceptance.ts'
import { credentials } from './settings.ts'
import { runSql } from './sql.ts'
import { nobody } from './who.ts'

/** The body that asks for a token by password. */
export function passwordClaim({
  user = {},
  scope,
}: {
  user?: object
  scope?: object | undefined
} = {}): object {
  return {
    auth: {
      identity: {
        methods: ['password'],
        password: {
          user: {
            name: credentials.user,
            domain: { name: credentials.account },
            password: credentials.password,
            ...user,
          },
        },
      },
      ...(scope === undefined ? {} : { scope }),
    },
  }
}

/** Obtains a token of the administrator. */
export async function obtainToken(muster: Muster, scope?: object): Promise<string> {
  const answer = await muster.call('POST /v3/auth/tokens', { who: nobody, body: passwordClaim({ scope }) })
  assert.equal(answer.status, 201, answer.text)
  return String(answer.headers['x-subject-token'])
}

/** Lets the 24 hours of all tokens pass. */
export async function expireTokens(muster: Muster): Promise<void> {
  await runSql(muster, `UPDATE tokens SET expires_at = now() - interval '1 second'`)
}

/** Stores the administrator's password with next to no work, so that a test can sign in thirty times. */
export async function cheapenPassword(muster: Muster): Promise<void> {
  const hash = scryptSync(credentials.password, 'salt', 32, { N: 2, r: 8, p: 1 })
  const stored = ['scrypt', 2, Buffer.from('salt').toString('base64'), hash.toString('base64')].join('$')
  await runSql(
    muster,
    'UPDATE iam_users SET password_hash = $1 WHERE account_id IN (SELECT account_id FROM projects WHERE id = $2)',
    [stored, muster.project],
  )
}
