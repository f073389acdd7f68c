import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LONGEST_MESSAGE, type Refusal, decodedMessage, refusalSentence } from './sentence.ts'

const implicit: Refusal = { allowed: false, failure: 'implicit deny', policyType: 'role-based', matched: [] }
const explicit: Refusal = {
  allowed: false,
  failure: 'explicit deny',
  policyType: 'identity-based',
  matched: [
    {
      policyId: 'id',
      policyName: 'No exports',
      scope: { kind: 'enterprise_project', id: 'e1' },
      effect: 'Deny',
      statement: 2,
      sid: 'Own',
    },
  ],
}
const request = {
  principal: 'acme/ann',
  action: 'workspace:users:export',
  resource: 'workspace:r:acc:project:p1',
}
const details = {
  userProfile: { id: 'u1', name: 'ann', domain: { id: 'acc', name: 'acme' } },
  action: request.action,
  resource: request.resource,
  enterpriseProjectId: 'e1',
  requestId: 'r1',
  time: new Date('2026-11-24T05:53:22Z'),
}

void test('a sentence says who, what, on what and why', () => {
  assert.equal(
    refusalSentence(request, implicit),
    'User: acme/ann is not authorized to perform: workspace:users:export on resource: workspace:r:acc:project:p1 ' +
      'because no role-based policy allows the workspace:users:export action.',
  )
  assert.equal(
    refusalSentence(request, explicit),
    'User: acme/ann is not authorized to perform: workspace:users:export on resource: workspace:r:acc:project:p1 ' +
      'with an explicit deny in the identity-based policy.',
  )
})

void test('a decoded message says it for programs', () => {
  assert.deepEqual(decodedMessage(details, explicit), {
    context: { user_profile: { id: 'u1', name: 'ann', domain: { id: 'acc', name: 'acme' } } },
    action: 'workspace:users:export',
    resource: 'workspace:r:acc:project:p1',
    enterprise_project_id: 'e1',
    request_id: 'r1',
    time: '2026-11-24T05:53:22.000Z',
    matched_statements: [
      {
        policy_id: 'id',
        policy_name: 'No exports',
        effect: 'Deny',
        statement: 2,
        sid: 'Own',
        scope: 'enterprise_project:e1',
      },
    ],
    failure: 'explicit deny by identity-based policy',
  })
  const message = decodedMessage({ ...details, enterpriseProjectId: null }, implicit)
  assert.deepEqual(message.matched_statements, [])
  assert.equal(message.enterprise_project_id, null)
  assert.equal(message.failure, 'implicit deny by role-based policy')
})

void test('a decoded message leaves out statements that do not fit', () => {
  const [one] = explicit.matched
  assert.ok(one)
  for (const policyName of ['n', '名'.repeat(128)]) {
    const matched = Array.from({ length: 200 }, () => ({ ...one, policyName }))
    const message = decodedMessage(details, { ...explicit, matched })
    const length = Buffer.byteLength(JSON.stringify(message))
    assert.ok(length <= LONGEST_MESSAGE && length > LONGEST_MESSAGE - 600, String(length))
  }
})
