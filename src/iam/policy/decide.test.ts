import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AccessRequest, type Grant, type Scope, decide } from './decide.ts'
import type { PolicyDocument } from './document.ts'

const account: Scope = { kind: 'account' }
const project = (id: string): Scope => ({ kind: 'project', id })
const enterprise = (id: string): Scope => ({ kind: 'enterprise_project', id })

const policy = (
  Effect: 'Allow' | 'Deny',
  action: string,
  Version: '1.1' | '5.0' = '1.1',
): PolicyDocument => ({
  Version,
  Statement: [{ Effect, Action: [action] }],
})
const grant = (document: PolicyDocument, scope: Scope = account): Grant => ({
  policy: { id: 'id', name: 'name', document },
  scope,
})
const allow = (action: string, scope: Scope = account) => grant(policy('Allow', action), scope)
const deny = (action: string, scope: Scope = account) => grant(policy('Deny', action), scope)

const request: AccessRequest = {
  mode: 'role_policy',
  principal: 'user',
  action: 'workspace:users:list',
  resource: 'workspace:r:acc:project:p1',
  projectId: 'p1',
  enterpriseProjectId: 'e1',
  context: { 'g:UserName': 'Ann' },
  grants: [],
}
const list = 'workspace:users:list'

/** `allowed`, or why not. */
const outcome = (grants: readonly Grant[], more: Partial<AccessRequest> = {}): string => {
  const decision = decide({ ...request, grants, ...more })
  return decision.allowed ? 'allowed' : decision.failure
}

void describe('role and policy mode', () => {
  void test('the account may do everything, also what is denied', () => {
    assert.deepEqual(decide({ ...request, principal: 'account', grants: [deny('*:*:*')] }), {
      allowed: true,
      by: [],
    })
  })

  void test('what needs no policy is allowed unless it is denied', () => {
    const needsNoPolicy = true
    assert.equal(outcome([], { needsNoPolicy }), 'allowed')
    assert.equal(outcome([], { needsNoPolicy, mode: 'identity_policy' }), 'allowed')
    assert.equal(outcome([deny(list)], { needsNoPolicy }), 'explicit deny')
    assert.equal(outcome([deny('workspace:users:get')], { needsNoPolicy }), 'allowed')
  })

  void test('a new user may nothing; deny wins, then allow, else deny', () => {
    assert.equal(outcome([]), 'implicit deny')
    assert.equal(outcome([allow(list)]), 'allowed')
    assert.equal(outcome([allow('workspace:users:get')]), 'implicit deny')
    assert.equal(outcome([allow(list), deny(list)]), 'explicit deny')
    assert.equal(outcome([deny('workspace:users:get'), allow(list)]), 'allowed')
    const both = {
      Version: '1.1',
      Statement: [...policy('Allow', list).Statement, ...policy('Deny', list).Statement],
    }
    assert.equal(outcome([grant(both as PolicyDocument)]), 'explicit deny')
  })

  void test('grants count on the account, on their project, on their enterprise project', () => {
    assert.equal(outcome([allow(list, project('p1'))]), 'allowed')
    assert.equal(outcome([allow(list, project('p2'))]), 'implicit deny')
    assert.equal(outcome([deny(list, project('p2')), allow(list)]), 'allowed')
    assert.equal(outcome([allow(list, enterprise('e1'))]), 'allowed')
    assert.equal(outcome([allow(list, enterprise('e2'))]), 'implicit deny')
    assert.equal(outcome([allow(list, enterprise('e1'))], { enterpriseProjectId: null }), 'implicit deny')
    assert.equal(outcome([allow(list, project('p1'))], { projectId: null }), 'implicit deny')
  })

  void test('what matches on account and project is final, only then the enterprise project', () => {
    const inProject = enterprise('e1')
    for (const scope of [account, project('p1')]) {
      assert.equal(outcome([allow(list, scope), deny(list, inProject)]), 'allowed')
      assert.equal(outcome([deny(list, scope), allow(list, inProject)]), 'explicit deny')
    }
    assert.equal(outcome([allow(list, account), deny(list, project('p1'))]), 'explicit deny')
    assert.equal(outcome([deny(list, inProject), allow(list, inProject)]), 'explicit deny')
    assert.equal(outcome([allow('workspace:users:get'), allow(list, inProject)]), 'allowed')
  })

  void test('resources and conditions narrow a statement', () => {
    const only = (more: object) =>
      outcome([grant({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: [list], ...more }] })])
    assert.equal(only({ Resource: ['workspace:*:*:project:p1'] }), 'allowed')
    assert.equal(only({ Resource: ['workspace:*:*:project:p2'] }), 'implicit deny')
    assert.equal(only({ Condition: { StringEquals: { 'g:UserName': ['Ann'] } } }), 'allowed')
    assert.equal(only({ Condition: { StringEquals: { 'g:UserName': ['Bob'] } } }), 'implicit deny')
    assert.equal(only({ Condition: { StringEquals: { 'g:ServiceName': 'workspace' } } }), 'allowed')
    assert.equal(only({ Condition: { StringEquals: { 'g:EnterpriseProjectId': 'e1' } } }), 'allowed')
    assert.equal(only({ Condition: { StringEquals: { 'g:EnterpriseProjectId': 'e2' } } }), 'implicit deny')
  })

  void test('a decision names the statements that made it', () => {
    const statement = (effect: 'Allow' | 'Deny', scope: Scope) => ({
      policyId: 'id',
      policyName: 'name',
      scope,
      effect,
      statement: 0,
      sid: null,
    })
    assert.deepEqual(
      decide({ ...request, grants: [allow(list), allow('workspace:*:*', project('p1')), allow('a:b:c')] }),
      {
        allowed: true,
        by: [statement('Allow', account), statement('Allow', project('p1'))],
      },
    )
    assert.deepEqual(decide({ ...request, grants: [allow(list), deny(list, project('p1'))] }), {
      allowed: false,
      failure: 'explicit deny',
      policyType: 'role-based',
      matched: [statement('Deny', project('p1'))],
    })
    assert.deepEqual(decide(request), {
      allowed: false,
      failure: 'implicit deny',
      policyType: 'role-based',
      matched: [],
    })
  })
})

void describe('identity policy mode', () => {
  const mode = 'identity_policy'
  const three = ['workspace:users:export', 'workspace:userGroups:export', 'workspace:userGroups:exportUsers']
  const tenants = ['listExportTasks', 'exportData', 'deleteExportTasks'].map(
    (name) => `workspace:tenants:${name}`,
  )

  void test('the three exports need no policy, the export tasks theirs', () => {
    for (const action of three) {
      assert.equal(outcome([], { mode, action }), 'allowed', action)
      assert.equal(outcome([], { action }), 'implicit deny', action)
    }
    for (const action of [...tenants, list]) {
      assert.equal(outcome([], { mode, action }), 'implicit deny', action)
      assert.equal(outcome([grant(policy('Allow', action, '5.0'))], { mode, action }), 'allowed', action)
    }
  })

  void test('an explicit deny denies the three exports, too', () => {
    for (const action of three)
      for (const scope of [account, project('p1'), enterprise('e1')]) {
        assert.equal(
          outcome([grant(policy('Deny', action, '5.0'), scope)], { mode, action }),
          'explicit deny',
        )
        assert.equal(outcome([grant(policy('Deny', action), scope)], { mode, action }), 'allowed')
      }
  })

  void test('policies of the other kind do not count', () => {
    for (const effect of ['Allow', 'Deny'] as const) {
      assert.equal(outcome([grant(policy(effect, list, '5.0'))]), 'implicit deny')
      assert.equal(outcome([grant(policy(effect, list, '1.1'))], { mode }), 'implicit deny')
    }
    const decision = decide({ ...request, mode })
    assert.ok(!decision.allowed)
    assert.equal(decision.policyType, 'identity-based')
  })

  void test('NotAction and NotResource are about the rest, `?` is a wildcard', () => {
    const only = (statement: object) =>
      outcome([grant({ Version: '5.0', Statement: [{ Effect: 'Allow', ...statement }] })], { mode })
    assert.equal(only({ NotAction: ['iam:*:*'] }), 'allowed')
    assert.equal(only({ NotAction: ['iam:*:*', 'workspace:*:li?t'] }), 'implicit deny')
    assert.equal(only({ Action: ['workspace:user?:list'] }), 'allowed')
    assert.equal(only({ Action: ['*'], NotResource: ['workspace:*:*:project:p2'] }), 'allowed')
    assert.equal(only({ Action: ['*'], NotResource: ['workspace:*:*:project:p?'] }), 'implicit deny')
    assert.equal(only({}), 'implicit deny')
  })

  void test('a decision names the Sid', () => {
    const document: PolicyDocument = {
      Version: '5.0',
      Statement: [{ Sid: 'Own', Effect: 'Allow', Action: ['*'] }],
    }
    const decision = decide({ ...request, mode, grants: [grant(document)] })
    assert.ok(decision.allowed)
    assert.equal(decision.by[0]?.sid, 'Own')
  })
})
