import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { openTestDirectory } from '../../../test/support/directory.ts'
import { testLog } from '../../../test/support/log.ts'
import { connectDatabase } from '../../database/connect.ts'
import { forAccount } from '../../database/scope.ts'
import { ApiError } from '../../errors.ts'
import { MasterKey } from '../master-key.ts'
import { passwordMatches } from '../password.ts'
import { createAccount, listAccounts, updateAccount } from './accounts.ts'
import {
  createEnterpriseProject,
  listEnterpriseProjects,
  renameEnterpriseProject,
} from './enterprise-projects.ts'
import { addGrant, listGrants, removeGrant } from './grants.ts'
import { createGroup, deleteGroup, listGroups, showGroup, updateGroup } from './groups.ts'
import { createKey, deleteKey, listKeys, showKey, updateKey } from './keys.ts'
import { addMember, groupsOf, membersOf, removeMember } from './members.ts'
import { createPolicy, deletePolicy, listPolicies, showPolicy, updatePolicy } from './policies.ts'
import { createProject, listProjects } from './projects.ts'
import { createUser, deleteUser, listUsers, showUser, updateUser } from './users.ts'

const { url, database: owner, project } = await openTestDirectory()
// The role that serves requests: row-level security holds.
const { database: plain, pool } = connectDatabase(url, { connections: 6, log: testLog, role: 'muster_app' })
after(() => plain.destroy())
const masterKey = new MasterKey(Buffer.alloc(32, 1))
const account = project.accountId
const database = forAccount(pool, account)
await createAccount(pool, masterKey, { name: 'globex', project: 'local' })
const other = (await listAccounts(pool)).find(({ name }) => name === 'globex')?.id ?? ''
const elsewhere = forAccount(pool, other)

const ALLOW = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['workspace:users:list'] }] }

const refusedWith = (code: string) => (error: unknown) => error instanceof ApiError && error.code === code
const unknown = refusedWith('IAM.0004')
const invalid = refusedWith('WKS.00211102')
const taken = refusedWith('IAM.00290001')
const guarded = refusedWith('IAM.00290004')

const generationOf = async (id: string): Promise<number> =>
  (
    await owner
      .selectFrom('iam_users')
      .select('token_generation')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).token_generation

test('names are those that the public reference allows', async () => {
  for (const name of ['', '1st', ' space', 'a/b', 'x'.repeat(65), 'é'])
    await assert.rejects(createUser(database, account, { name }), invalid, name)
  await assert.rejects(createGroup(database, account, { name: ' ' }), invalid)
  for (const name of ['default', 'Default', 'a b', 'x'.repeat(256)])
    await assert.rejects(createEnterpriseProject(database, account, { name }), invalid, name)
  for (const password of ['short1', 'onlylowercase', 'secret-name', 'eman-terces'])
    await assert.rejects(createUser(database, account, { name: 'secret-name', password }), invalid, password)
})

test('a user: created, found, changed, deleted; its password is kept hashed', async () => {
  const user = await createUser(database, account, {
    name: 'li',
    password: 'pass-word-1',
    email: 'li@example.com',
  })
  assert.deepEqual(await showUser(database, account, user.id), user)
  assert.ok(!('password_hash' in user))
  await assert.rejects(createUser(database, account, { name: 'li' }), taken)
  const before = await generationOf(user.id)
  const changed = await updateUser(database, account, user.id, { enabled: false, password: 'pass-word-2' })
  assert.equal(changed.enabled, false)
  assert.ok((await generationOf(user.id)) > before, 'tokens end')
  const { password_hash: hash } = await owner
    .selectFrom('iam_users')
    .select('password_hash')
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow()
  assert.ok(await passwordMatches('pass-word-2', hash))
  await createKey(database, masterKey, account, { userId: user.id })
  await deleteUser(database, account, user.id)
  await assert.rejects(showUser(database, account, user.id), unknown)
  assert.deepEqual(await listKeys(database, account, user.id), [])
})

test('the account itself is neither disabled nor deleted', async () => {
  const self = (await listUsers(database, account)).find((user) => user.is_account)
  assert.ok(self)
  await assert.rejects(updateUser(database, account, self.id, { enabled: false }), guarded)
  await assert.rejects(deleteUser(database, account, self.id), guarded)
})

test('two keys a user, also of many asked for at once; the secret is told once and opens', async () => {
  const { id: userId } = await createUser(database, account, { name: 'keys' })
  const asked = await Promise.allSettled(
    Array.from({ length: 5 }, () => createKey(database, masterKey, account, { userId })),
  )
  const made = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  assert.equal(made.length, 2)
  const [key] = made
  assert.ok(key)
  const { sealed_secret_key: sealed } = await owner
    .selectFrom('access_keys')
    .select('sealed_secret_key')
    .where('access_key', '=', key.access_key)
    .executeTakeFirstOrThrow()
  assert.equal(masterKey.open(sealed, key.access_key), key.secret_key)
  assert.ok(!JSON.stringify(await listKeys(database, account, userId)).includes(key.secret_key))
  const before = await generationOf(userId)
  assert.equal((await updateKey(database, account, key.access_key, { enabled: false })).enabled, false)
  assert.ok((await generationOf(userId)) > before, 'tokens end')
  await deleteKey(database, account, key.access_key)
  await createKey(database, masterKey, account, { userId })
})

test('membership and grants end tokens; a policy that is granted is not deleted', async () => {
  const user = await createUser(database, account, { name: 'member' })
  const group = await createGroup(database, account, { name: 'exporters' })
  const policy = await createPolicy(database, account, { name: 'list only', document: ALLOW })
  const terms = {
    grantee: { kind: 'group', id: group.id },
    scope: { kind: 'project', id: project.id },
    policy: policy.id,
  } as const
  let generation = await generationOf(user.id)
  const ends = async (work: () => Promise<unknown>) => {
    await work()
    const now = await generationOf(user.id)
    assert.ok(now > generation, String(work))
    generation = now
  }
  await ends(() => addMember(database, account, { groupId: group.id, userId: user.id }))
  assert.deepEqual(await membersOf(database, account, group.id), [user])
  assert.deepEqual(await groupsOf(database, account, user.id), [group])
  await ends(() => addGrant(database, account, terms))
  await addGrant(database, account, terms)
  generation = await generationOf(user.id)
  assert.equal((await listGrants(database, account, { grantee: terms.grantee })).length, 1)
  await assert.rejects(deletePolicy(database, account, policy.id), refusedWith('IAM.00290003'))
  await ends(() => updatePolicy(database, account, policy.id, { description: 'changed' }))
  await ends(() => removeGrant(database, account, terms))
  await assert.rejects(removeGrant(database, account, terms), unknown)
  await deletePolicy(database, account, policy.id)
  // A system policy goes by its name, whatever the case.
  await addGrant(database, account, { ...terms, policy: 'usermanager' })
  assert.deepEqual(
    (await listGrants(database, account)).map((grant) => grant.policy),
    ['Workspace UserManager'],
  )
  await ends(() => removeMember(database, account, { groupId: group.id, userId: user.id }))
  await deleteGroup(database, account, group.id)
  assert.deepEqual(await listGrants(database, account), [])
})

test('a policy is checked, and takes no name of a system policy', async () => {
  const document = { Version: '1.1', Statement: [{ Effect: 'Maybe', Action: ['x'] }] }
  await assert.rejects(createPolicy(database, account, { name: 'bad', document }), invalid)
  for (const name of ['te_admin', 'Workspace FullAccess'])
    await assert.rejects(createPolicy(database, account, { name, document: ALLOW }), taken)
})

test('projects and enterprise projects: created, listed, renamed but for the default one', async () => {
  const made = await createEnterpriseProject(database, account, { name: '研发' })
  assert.equal((await renameEnterpriseProject(database, account, made.id, 'research')).name, 'research')
  await assert.rejects(renameEnterpriseProject(database, account, '0', 'main'), unknown)
  assert.deepEqual(
    (await listEnterpriseProjects(database, account)).map(({ name }) => name),
    ['default', 'research'],
  )
  await createProject(database, account, 'second')
  await assert.rejects(createProject(database, account, 'second'), taken)
  assert.equal((await listProjects(database, account)).length, 2)
})

test('accounts: a name once; disabled and enabled; the other kind of policies', async () => {
  await assert.rejects(createAccount(pool, masterKey, { name: 'globex', project: 'local' }), taken)
  assert.equal((await updateAccount(pool, other, { enabled: false })).enabled, false)
  const changed = await updateAccount(pool, other, { enabled: true, authorization_mode: 'identity_policy' })
  assert.deepEqual([changed.enabled, changed.authorization_mode], [true, 'identity_policy'])
  await assert.rejects(updateAccount(pool, 'none', { enabled: true }), unknown)
})

test('with the ids of another account nothing is found, by the condition and by row-level security alone', async () => {
  const user = await createUser(database, account, { name: 'secret' })
  const group = await createGroup(database, account, { name: 'secret' })
  const policy = await createPolicy(database, account, { name: 'secret', document: ALLOW })
  const key = await createKey(database, masterKey, account, { userId: user.id })
  const ep = await createEnterpriseProject(database, account, { name: 'secret' })
  const own = await createGroup(elsewhere, other, { name: 'own' })
  const grantee = { kind: 'group', id: own.id } as const
  const inAccount = { kind: 'account', id: other } as const
  // The second is wrong use: the account of the condition is not that of the transaction.
  for (const [as, name] of [
    [other, 'condition'],
    [account, 'row-level security'],
  ] as const) {
    const attempts: (() => Promise<unknown>)[] = [
      () => showUser(elsewhere, as, user.id),
      () => updateUser(elsewhere, as, user.id, { name: 'mine' }),
      () => deleteUser(elsewhere, as, user.id),
      () => showGroup(elsewhere, as, group.id),
      () => updateGroup(elsewhere, as, group.id, { name: 'mine' }),
      () => deleteGroup(elsewhere, as, group.id),
      () => addMember(elsewhere, as, { groupId: own.id, userId: user.id }),
      () => addMember(elsewhere, as, { groupId: group.id, userId: user.id }),
      () => removeMember(elsewhere, as, { groupId: group.id, userId: user.id }),
      () => membersOf(elsewhere, as, group.id),
      () => groupsOf(elsewhere, as, user.id),
      () => createKey(elsewhere, masterKey, as, { userId: user.id }),
      () => showKey(elsewhere, as, key.access_key),
      () => updateKey(elsewhere, as, key.access_key, { enabled: false }),
      () => deleteKey(elsewhere, as, key.access_key),
      () => showPolicy(elsewhere, as, policy.id),
      () => updatePolicy(elsewhere, as, policy.id, { name: 'mine' }),
      () => deletePolicy(elsewhere, as, policy.id),
      () => addGrant(elsewhere, as, { grantee, scope: inAccount, policy: policy.id }),
      () =>
        addGrant(elsewhere, as, {
          grantee: { kind: 'user', id: user.id },
          scope: inAccount,
          policy: 'wks_adm',
        }),
      () =>
        addGrant(elsewhere, as, { grantee, scope: { kind: 'project', id: project.id }, policy: 'wks_adm' }),
      () =>
        addGrant(elsewhere, as, {
          grantee,
          scope: { kind: 'enterprise_project', id: ep.id },
          policy: 'wks_adm',
        }),
      () => renameEnterpriseProject(elsewhere, as, ep.id, 'mine'),
    ]
    for (const attempt of attempts) await assert.rejects(attempt, unknown, `${name}: ${String(attempt)}`)
  }
  for (const lists of [
    listUsers,
    listGroups,
    listPolicies,
    listKeys,
    listGrants,
    listProjects,
    listEnterpriseProjects,
  ])
    assert.deepEqual(await lists(elsewhere, account), [], lists.name)
  assert.deepEqual(await showUser(database, account, user.id), user)
  assert.equal((await listKeys(database, account, user.id)).length, 1)
})
