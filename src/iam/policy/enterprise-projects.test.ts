import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessQuestion, Grant, Scope } from './decide.ts'
import { decideOverAll, enterpriseProjectsFor } from './enterprise-projects.ts'

const all = ['0', 'e1', 'e2']
const action = 'workspace:users:export'
const account: Scope = { kind: 'account' }
const enterprise = (id: string): Scope => ({ kind: 'enterprise_project', id })
const grant = (
  Effect: 'Allow' | 'Deny',
  scope: Scope,
  Condition = {},
  Version: '1.1' | '5.0' = '1.1',
): Grant => ({
  policy: {
    id: 'id',
    name: 'name',
    document: { Version, Statement: [{ Effect, Action: [action], Condition }] },
  },
  scope,
})
const question = (...grants: Grant[]): AccessQuestion => ({
  mode: 'role_policy',
  principal: 'user',
  action,
  resource: 'workspace:r:acc:project:p1',
  projectId: 'p1',
  context: {},
  grants,
})
const over = (asked: AccessQuestion): string => {
  const decision = decideOverAll(asked, all)
  return decision.allowed ? 'allowed' : decision.failure
}

void test('who is allowed on the account or the project sees all', () => {
  for (const scope of [account, { kind: 'project', id: 'p1' }] as const) {
    const asked = question(grant('Allow', scope), grant('Deny', enterprise('e1')))
    assert.equal(enterpriseProjectsFor(asked, all), null)
    assert.equal(over(asked), 'allowed')
  }
  assert.equal(enterpriseProjectsFor({ ...question(), principal: 'account' }, all), null)
})

void test('who has grants on enterprise projects alone sees those, without what is denied there', () => {
  const one = question(grant('Allow', enterprise('e1')))
  assert.deepEqual(enterpriseProjectsFor(one, all), ['e1'])
  assert.equal(over(one), 'allowed')
  const everyOne = question(...all.map((id) => grant('Allow', enterprise(id))))
  assert.deepEqual(enterpriseProjectsFor(everyOne, all), all)
  const without = question(...everyOne.grants, grant('Deny', enterprise('e1')))
  assert.deepEqual(enterpriseProjectsFor(without, all), ['0', 'e2'])
  // An enterprise project that is none of the account's.
  assert.deepEqual(enterpriseProjectsFor(question(grant('Allow', enterprise('e9'))), all), [])
})

void test('who may nothing sees none, and is told why', () => {
  assert.deepEqual(enterpriseProjectsFor(question(), all), [])
  assert.equal(over(question()), 'implicit deny')
  const denied = question(grant('Deny', account), grant('Allow', enterprise('e1')))
  assert.deepEqual(enterpriseProjectsFor(denied, all), [])
  assert.equal(over(denied), 'explicit deny')
  assert.equal(over(question(grant('Deny', enterprise('e2')))), 'explicit deny')
})

void test('a condition on the enterprise project narrows a grant on the account', () => {
  const asked = question(grant('Allow', account, { StringEquals: { 'g:EnterpriseProjectId': ['e2', '0'] } }))
  assert.deepEqual(enterpriseProjectsFor(asked, all), ['0', 'e2'])
  // What is in none is not in a list.
  const inNone = question(grant('Allow', account, { Null: { 'g:EnterpriseProjectId': 'true' } }))
  assert.deepEqual(enterpriseProjectsFor(inNone, all), [])
  assert.equal(over(inNone), 'implicit deny')
})

void test('where an export needs no policy, all are seen but those denied', () => {
  const free: AccessQuestion = { ...question(), mode: 'identity_policy' }
  assert.equal(enterpriseProjectsFor(free, all), null)
  const grants = [grant('Deny', enterprise('e1'), {}, '5.0')]
  assert.deepEqual(enterpriseProjectsFor({ ...free, grants }, all), ['0', 'e2'])
})
