import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { actions } from './actions.ts'
import { type AccessQuestion, type AccessRequest, type Grant, type Scope, decide } from './decide.ts'
import { type PolicyDocument, parseDocument } from './document.ts'
import { decideOverAll, enterpriseProjectsFor } from './enterprise-projects.ts'
import { tests } from './operators.ts'

const all = ['0', 'e1', 'e2']
const few = ['workspace:users:list', 'workspace:users:export', 'workspace:tenants:exportData']

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ kind: 'account' }),
  fc.constantFrom('p1', 'p2').map((id): Scope => ({ kind: 'project', id })),
  fc.constantFrom(...all, 'e9').map((id): Scope => ({ kind: 'enterprise_project', id })),
)
const pattern = fc.constantFrom(
  ...few,
  '*:*:*',
  'workspace:*:*',
  'workspace:users:*',
  'iam:*:*',
  'workspace:*:list*',
)
const resource = fc.constantFrom('*', 'workspace:*:*:project:p1', 'workspace:*:*:project:p2')
const condition = fc.constantFrom(
  { StringEquals: { 'g:UserName': 'Ann' } },
  { StringNotEquals: { 'g:UserName': ['Ann'] } },
  { StringEquals: { 'g:EnterpriseProjectId': ['e1'] } },
  { StringNotEqualsIfExists: { 'g:EnterpriseProjectId': ['e1'] } },
  { Null: { 'g:EnterpriseProjectId': 'true' } },
  { Bool: { 'g:MFAPresent': 'true' } },
)
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 })
const common = {
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: some(pattern),
  Resource: some(resource),
  Condition: condition,
}
const rolePolicy = fc.record({
  Version: fc.constantFrom('1.0', '1.1'),
  Statement: some(fc.record(common, { requiredKeys: ['Effect', 'Action'] })),
})
const identityPolicy = fc.record({
  Version: fc.constant('5.0'),
  Statement: some(
    fc.oneof(
      fc.record(common, { requiredKeys: ['Effect', 'Action'] }),
      fc.record({ Effect: common.Effect, NotAction: common.Action, NotResource: common.Resource }),
    ),
  ),
})
const document = fc.oneof(rolePolicy, identityPolicy).map((json) => {
  const parsed = parseDocument(json)
  assert.ok(parsed.ok, JSON.stringify(parsed))
  return parsed.policy
})
const grant: fc.Arbitrary<Grant> = fc.record({
  policy: fc.record({ id: fc.constantFrom('1', '2', '3'), name: fc.constant('name'), document }),
  scope,
})
const question: fc.Arbitrary<AccessQuestion> = fc.record({
  mode: fc.constantFrom('role_policy', 'identity_policy'),
  principal: fc.constant('user'),
  action: fc.constantFrom(...few),
  resource: fc.constant('workspace:r:acc:project:p1'),
  projectId: fc.constantFrom('p1', null),
  context: fc.constant({ 'g:UserName': 'Ann' }),
  grants: fc.array(grant, { maxLength: 5 }),
})
const request: fc.Arbitrary<AccessRequest> = fc
  .tuple(question, fc.constantFrom(...all, null))
  .map(([asked, enterpriseProjectId]) => ({ ...asked, enterpriseProjectId }))

const outcome = (asked: AccessRequest): string => {
  const decision = decide(asked)
  return decision.allowed ? 'allowed' : decision.failure
}
const wholly = (effect: 'Allow' | 'Deny', mode: string): PolicyDocument =>
  mode === 'identity_policy'
    ? { Version: '5.0', Statement: [{ Effect: effect, Action: ['*'] }] }
    : { Version: '1.1', Statement: [{ Effect: effect, Action: ['*:*:*'] }] }
const holding = (document_: PolicyDocument, at: Scope): Grant => ({
  policy: { id: 'x', name: 'x', document: document_ },
  scope: at,
})
const runs = { numRuns: 500 }

void describe('whatever the grants', () => {
  void test('order of statements and of grants never matters', () => {
    const shuffled = request.chain((asked) =>
      fc
        .tuple(
          fc.shuffledSubarray([...asked.grants], { minLength: asked.grants.length }),
          fc.infiniteStream(fc.nat()),
        )
        .map(([grants, numbers]): [AccessRequest, AccessRequest] => [
          asked,
          {
            ...asked,
            grants: grants.map(({ policy, scope: at }) => {
              const statements = [...policy.document.Statement].map(
                (one) => [numbers.next().value ?? 0, one] as const,
              )
              const Statement = statements.toSorted(([a], [b]) => a - b).map(([, one]) => one)
              return {
                policy: { ...policy, document: { ...policy.document, Statement } as PolicyDocument },
                scope: at,
              }
            }),
          },
        ]),
    )
    fc.assert(
      fc.property(shuffled, ([asked, other]) => assert.equal(outcome(other), outcome(asked))),
      runs,
    )
  })

  void test('deny always wins: on the account over everything, elsewhere within what is looked at together', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const denied = holding(wholly('Deny', asked.mode), { kind: 'account' })
        assert.equal(outcome({ ...asked, grants: [...asked.grants, denied] }), 'explicit deny')
        const { enterpriseProjectId } = asked
        if (enterpriseProjectId === null) return
        const inProject = asked.grants.filter(({ scope: at }) => at.kind === 'enterprise_project')
        const there = holding(wholly('Deny', asked.mode), {
          kind: 'enterprise_project',
          id: enterpriseProjectId,
        })
        assert.equal(outcome({ ...asked, grants: [...inProject, there] }), 'explicit deny')
      }),
      runs,
    )
  })

  /** A grant of statements of one effect only. */
  const onlyOf = (effect: 'Allow' | 'Deny') =>
    grant.map(({ policy, scope: at }): Grant => {
      const Statement = [...policy.document.Statement].map((one) => ({ ...one, Effect: effect }))
      return {
        policy: { ...policy, document: { ...policy.document, Statement } as PolicyDocument },
        scope: at,
      }
    })

  void test('adding an allow never removes access', () => {
    fc.assert(
      fc.property(request, onlyOf('Allow'), (asked, more) => {
        if (decide(asked).allowed)
          assert.equal(outcome({ ...asked, grants: [more, ...asked.grants] }), 'allowed')
      }),
      runs,
    )
  })

  void test('adding a deny never adds access', () => {
    fc.assert(
      fc.property(request, onlyOf('Deny'), (asked, more) => {
        if (!decide(asked).allowed)
          assert.notEqual(outcome({ ...asked, grants: [more, ...asked.grants] }), 'allowed')
      }),
      runs,
    )
  })

  void test('policies of the other kind change nothing', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const counting = asked.grants.filter(
          ({ policy }) => (policy.document.Version === '5.0') === (asked.mode === 'identity_policy'),
        )
        assert.deepEqual(decide({ ...asked, grants: counting }), decide(asked))
      }),
      runs,
    )
  })

  void test('what names the statements names those of the effect that decided', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const decision = decide(asked)
        if (decision.allowed) assert.ok(decision.by.every(({ effect }) => effect === 'Allow'))
        else {
          assert.ok(decision.matched.every(({ effect }) => effect === 'Deny'))
          assert.equal(decision.matched.length > 0, decision.failure === 'explicit deny')
        }
      }),
      runs,
    )
  })

  void test('enterprise projects are those in which the decision allows', () => {
    fc.assert(
      fc.property(question, fc.subarray(all), (asked, some_) => {
        const seen = enterpriseProjectsFor(asked, some_)
        for (const enterpriseProjectId of some_)
          assert.equal(
            seen?.includes(enterpriseProjectId) ?? true,
            decide({ ...asked, enterpriseProjectId }).allowed,
          )
        assert.equal(decideOverAll(asked, some_).allowed, seen === null || seen.length > 0)
        if (seen === null) assert.ok(decide({ ...asked, enterpriseProjectId: null }).allowed)
      }),
      runs,
    )
  })
})

void describe('whatever anybody sends', () => {
  const operator = fc.oneof(
    fc.constantFrom(
      ...Object.keys(tests),
      'ForAnyValue:StringEquals',
      'StringLikeIfExists',
      '__proto__',
      'toString',
    ),
    fc.string(),
  )
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('true', '1', '::1', '2012-11-11', '10.0.0.0/8', '*', '?'),
  )
  const statement = fc.record(
    {
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: some(fc.oneof(pattern, fc.string())),
      NotAction: some(pattern),
      Resource: some(fc.oneof(resource, fc.string())),
      NotResource: some(resource),
      Sid: fc.string(),
      Condition: fc.dictionary(
        operator,
        fc.dictionary(
          fc.oneof(fc.constantFrom('g:UserName', 'g:X', '__proto__'), fc.string()),
          fc.oneof(value, some(value)),
        ),
      ),
    },
    { requiredKeys: ['Effect'] },
  )
  const base = fc.constantFrom(...Object.keys(tests))
  const good = base.chain((name) => {
    const about = ['Date', 'Number', 'Ip', 'String'].find((kind) => name.includes(kind)) ?? 'Bool'
    const values = {
      Date: fc.constantFrom('2012-11-11', '2012-11-11T23:59:59Z'),
      Number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(String),
      Ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('10.0.0.0/8', '::/0')),
      String: fc.string(),
      Bool: fc.constantFrom('true', 'false'),
    }[about]
    const key = fc.constantFrom('g:UserName', 'g:X', 'workspace:__proto__')
    return fc.dictionary(fc.constant(name), fc.dictionary(key, some(values ?? value)))
  })
  const json = fc.oneof(
    fc.record({ Version: fc.constant('1.1'), Statement: some(fc.record({ ...common, Condition: good })) }),
    rolePolicy,
    identityPolicy,
    fc.record({ Version: fc.constantFrom('1.0', '1.1', '5.0'), Statement: some(statement) }),
    fc.record({ Version: fc.constantFrom('1.1', '5.0'), Statement: fc.jsonValue() }),
    fc.jsonValue(),
  )
  const context = fc.dictionary(
    fc.oneof(fc.constantFrom('g:UserName', 'G:X', '__proto__'), fc.string()),
    fc.oneof(value, fc.array(value)),
  )

  void test('it is parsed or refused with sentences, and what is parsed decides', () => {
    let decided = 0
    fc.assert(
      fc.property(json, context, fc.constantFrom(...Object.keys(actions)), (sent, known, action) => {
        const parsed = parseDocument(JSON.parse(JSON.stringify(sent)))
        if (!parsed.ok) {
          assert.ok(parsed.faults.length > 0 && parsed.faults.every((fault) => fault.length > 10))
          return
        }
        decided++
        const { allowed } = decide({
          mode: parsed.policy.Version === '5.0' ? 'identity_policy' : 'role_policy',
          principal: 'user',
          action,
          resource: 'workspace:r:acc:project:p1',
          projectId: 'p1',
          enterpriseProjectId: 'e1',
          context: known,
          grants: [holding(parsed.policy, { kind: 'account' })],
        })
        assert.equal(typeof allowed, 'boolean')
      }),
      { numRuns: 1000 },
    )
    assert.ok(decided > 300, String(decided))
  })
})
