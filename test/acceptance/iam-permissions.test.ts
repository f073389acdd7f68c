import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { allowing, ask, createPolicy, grantOnAccount, makeUser, systemRole } from '../support/principals.ts'
import { nobody } from '../support/who.ts'

// Each operation of managing needs its own action, which the API’s description names.
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const ungranted = await makeUser(muster, 'ungranted')
const administrator = await makeUser(muster, 'administrator')
await grantOnAccount(muster, administrator, await systemRole(muster, 'te_admin'))
const one = await makeUser(muster, 'one')
const policy = await createPolicy(muster, 'one action', 'workspace:users:list')
await grantOnAccount(muster, one, policy)

/** With IDs that nobody has, so that a permitted request comes to 400 or 404. */
const managing = Object.entries(muster.schemas.document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const { 'x-permission': action = '' } = operation as { 'x-permission'?: string }
    // What is asked in a project has its own order of checks: list-permissions.test.ts.
    return /^(iam|eps):/.test(action) && !path.startsWith('/v3/{project_id}/')
      ? [
          {
            request: `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, 'x')}${narrow(path, method)}`,
            action,
          },
        ]
      : []
  }),
)
/** Without a user they would be the caller's own. */
function narrow(path: string, method: string): string {
  return method === 'get' && path.endsWith('/credentials') ? '?user_id=x' : ''
}

void test('they are all that there are', () => {
  assert.equal(managing.length, 46)
})

void test('who is nobody is told nothing, who has no grant is refused, te_admin has everything but IAM', async () => {
  for (const { request, action } of managing) {
    assert.equal((await muster.call(request, { who: nobody })).status, 401, request)
    assert.equal((await muster.call(request, { who: ungranted.who })).status, 403, request)
    const { status } = await muster.call(request, { who: administrator.who })
    if (action.startsWith('iam:')) assert.equal(status, 403, request)
    else assert.notEqual(status, 403, request)
  }
})

for (const action of new Set(managing.map((operation) => operation.action))) {
  void test(`${action} opens what it is for, and not what stands beside it`, async () => {
    await ask(muster, `PATCH /v3.0/OS-ROLE/roles/${policy}`, { body: { role: { policy: allowing(action) } } })
    for (const { request, ...operation } of besides(action)) {
      const { status } = await muster.call(request, { who: one.who })
      if (operation.action === action) assert.ok([200, 400, 404].includes(status), `${request}: ${status}`)
      else assert.equal(status, 403, request)
    }
  })
}

/** The operations of an action, and in the list those before and after. */
function besides(action: string): typeof managing {
  return managing.filter((_, index) =>
    managing.slice(Math.max(0, index - 1), index + 2).some((operation) => operation.action === action),
  )
}
