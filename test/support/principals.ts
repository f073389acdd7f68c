import assert from 'node:assert/strict'

import type { CallOptions, Muster } from './acceptance.ts'
import { type Keys, type Who, signedBy } from './who.ts'

/** An IAM user that was made over HTTP, with an access key. */
export interface Made {
  readonly id: string
  readonly name: string
  readonly keys: Keys
  readonly who: Who
}

/** Sends a request that must succeed, and reads its answer. */
export async function ask<T>(muster: Muster, request: string, options: CallOptions = {}): Promise<T> {
  const answer = await muster.call(request, options)
  assert.ok(answer.status < 300, `${request}: ${answer.status} ${answer.text}`)
  return (answer.bytes.length === 0 ? undefined : answer.json()) as T
}

/** The ID of the first account. */
export async function accountId(muster: Muster, options: CallOptions = {}): Promise<string> {
  const { domains } = await ask<{ domains: { id: string }[] }>(muster, 'GET /v3/auth/domains', options)
  return domains[0]?.id ?? ''
}

/** The account's own user: its ID. */
export async function accountUserId(muster: Muster): Promise<string> {
  const { users } = await ask<{ users: { id: string; is_domain_owner: boolean }[] }>(muster, 'GET /v3/users')
  return users.find((user) => user.is_domain_owner)?.id ?? ''
}

/** @returns the new user's ID */
export async function createUser(muster: Muster, name: string, fields: object = {}): Promise<string> {
  const body = { user: { name, ...fields } }
  return (await ask<{ user: { id: string } }>(muster, 'POST /v3.0/OS-USER/users', { body })).user.id
}

export async function createKey(muster: Muster, userId: string, options: CallOptions = {}): Promise<Keys> {
  const { credential } = await ask<{ credential: { access: string; secret: string } }>(
    muster,
    'POST /v3.0/OS-CREDENTIAL/credentials',
    { ...options, body: { credential: { user_id: userId } } },
  )
  return { access_key: credential.access, secret_key: credential.secret }
}

/** Makes a user with a key; it may do nothing yet. */
export async function makeUser(muster: Muster, name: string, fields: object = {}): Promise<Made> {
  const id = await createUser(muster, name, fields)
  const keys = await createKey(muster, id)
  return { id, name, keys, who: signedBy(keys) }
}

/** @returns the new group's ID */
export async function createIamGroup(muster: Muster, name: string): Promise<string> {
  const body = { group: { name } }
  return (await ask<{ group: { id: string } }>(muster, 'POST /v3/groups', { body })).group.id
}

/** Makes a policy of one statement. @returns its ID */
export async function createPolicy(muster: Muster, name: string, ...actions: string[]): Promise<string> {
  const body = { role: { display_name: name, type: 'XA', policy: allowing(...actions) } }
  return (await ask<{ role: { id: string } }>(muster, 'POST /v3.0/OS-ROLE/roles', { body })).role.id
}

/** A document that allows, or denies, actions. */
export const allowing = (...actions: string[]): object => statement('Allow', actions)
export const denying = (...actions: string[]): object => statement('Deny', actions)

const statement = (effect: 'Allow' | 'Deny', actions: readonly string[]) => ({
  Version: '1.1',
  Statement: [{ Effect: effect, Action: actions }],
})

/** Puts a user into a group of its own, to which a policy is granted on the account. */
export async function grantOnAccount(muster: Muster, { id, name }: Made, policy: string): Promise<string> {
  const group = await createIamGroup(muster, `of ${name}`)
  await ask(muster, `PUT /v3/groups/${group}/users/${id}`)
  const account = await accountId(muster)
  await ask(muster, `PUT /v3/domains/${account}/groups/${group}/roles/${policy}`)
  return group
}

/** Makes a user with a key that may do some actions on the account. */
export async function makeManager(muster: Muster, name: string, ...actions: string[]): Promise<Made> {
  const made = await makeUser(muster, name)
  await grantOnAccount(muster, made, await createPolicy(muster, `policy of ${name}`, ...actions))
  return made
}

/** The ID of a system role or policy, by its name or display name. */
export async function systemRole(muster: Muster, name: string): Promise<string> {
  const { roles } = await ask<{ roles: { id: string; name: string; display_name: string }[] }>(
    muster,
    'GET /v3/roles',
  )
  const found = roles.find((role) => [role.name, role.display_name].includes(name))
  assert.ok(found, name)
  return found.id
}
