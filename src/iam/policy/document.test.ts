import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LONGEST_DOCUMENT, parseDocument } from './document.ts'

const allow = (more: object = {}) => ({ Effect: 'Allow', Action: ['workspace:users:list'], ...more })
const faultsOf = (json: unknown): string[] => {
  const parsed = parseDocument(json)
  return parsed.ok ? [] : parsed.faults
}

void describe('a policy document', () => {
  void test('is taken as it came', () => {
    const role = {
      Version: '1.1',
      Statement: [
        {
          Effect: 'Deny',
          Action: ['workspace:users:export', '*:*:*'],
          Resource: ['workspace:*:*:project:*', '*'],
          Condition: { StringEquals: { 'g:UserName': ['a', 'b'] }, Bool: { 'g:MFAPresent': 'true' } },
        },
      ],
    }
    assert.deepEqual(parseDocument(role), { ok: true, policy: role })
    assert.deepEqual(faultsOf({ ...role, Version: '1.0' }), [])
    const identity = {
      Version: '5.0',
      Statement: [
        { Sid: 'Own', Effect: 'Allow', NotAction: ['iam:*:*', 'a:b?:c'], NotResource: ['obs:*:*:bucket:?'] },
        { Effect: 'Allow', Action: ['*'], Condition: {} },
      ],
    }
    assert.deepEqual(parseDocument(identity), { ok: true, policy: identity })
  })

  void test('is an object of a known version', () => {
    for (const json of [undefined, null, [], 'x', 1])
      assert.deepEqual(faultsOf(json), ['The document must be an object'])
    for (const Version of [undefined, '2.0', 5, '5'])
      assert.deepEqual(faultsOf({ Version, Statement: [allow()] }), ['Version must be 1.0, 1.1 or 5.0'])
    assert.deepEqual(faultsOf({ Version: '1.1' }), ['Statement is missing'])
  })

  void test('names the place of each fault', () => {
    const statements: [object, string[]][] = [
      [{}, ['Statement/0/Effect is missing', 'Statement/0/Action is missing']],
      [allow({ Effect: 'allow' }), ['Statement/0/Effect must be Allow or Deny']],
      [allow({ Action: 'a:b:c' }), ['Statement/0/Action must be a list']],
      [allow({ Action: [] }), ['Statement/0/Action must not be empty']],
      [allow({ Action: ['a:b:c', 1] }), ['Statement/0/Action/1 must be a text']],
      [
        allow({ Action: ['a:b:c', 'a', 'a:b:c', 'a:b?:c'] }),
        [
          'Statement/0/Action/1 is not of the form service:type:operation',
          'Statement/0/Action/3 is not of the form service:type:operation',
        ],
      ],
      [allow({ Action: [`a:b:${'c'.repeat(125)}`] }), ['Statement/0/Action/0 is longer than 128 characters']],
      [
        allow({ Resource: ['x'] }),
        ['Statement/0/Resource/0 is not of the form service:region:account:type:path'],
      ],
      [allow({ Resource: [] }), ['Statement/0/Resource must not be empty']],
      [
        allow({ Condition: { Is: { 'g:UserName': 'a' } } }),
        ['Statement/0/Condition/Is is no known operator'],
      ],
      [allow({ Condition: { Bool: { 'g:x': [] } } }), ['Statement/0/Condition/Bool/g:x must be a text']],
      [allow({ Condition: { Bool: 'true' } }), ['Statement/0/Condition/Bool must be an object']],
      // What only identity policies have.
      [allow({ NotAction: ['a:b:c'] }), ['Statement/0/NotAction is not an element of this version']],
      [allow({ NotResource: ['*'] }), ['Statement/0/NotResource is not an element of this version']],
      [allow({ Sid: 'x' }), ['Statement/0/Sid is not an element of this version']],
    ]
    for (const [statement, expected] of statements)
      assert.deepEqual(
        faultsOf({ Version: '1.1', Statement: [statement] }).slice(0, expected.length),
        expected,
      )
    assert.deepEqual(faultsOf({ Version: '1.1', Statement: [allow(), allow({ Action: ['*'] })] }), [
      'Statement/1/Action/0 is not of the form service:type:operation',
    ])
    assert.deepEqual(faultsOf({ Version: '1.1', Statement: [allow()], Depends: [] }), [
      'Depends is not an element of this version',
    ])
  })

  void test('of version 5.0 has one of Action and NotAction, and at most one of Resource and NotResource', () => {
    const faults = (...Statement: object[]) => faultsOf({ Version: '5.0', Statement })
    assert.deepEqual(
      faults(
        { Effect: 'Allow' },
        allow({ NotAction: ['a:b:c'] }),
        allow({ Resource: ['*'], NotResource: ['*'] }),
      ),
      [
        'Statement/0 must have one of Action and NotAction',
        'Statement/1 must have one of Action and NotAction',
        'Statement/2 must not have both Resource and NotResource',
      ],
    )
    assert.deepEqual(faults(allow({ Principal: '*' })), [
      'Statement/0/Principal is not an element of this version',
    ])
  })

  void test('keeps to the limits: 8 statements, 100 actions, 6,144 characters', () => {
    const document = (statements: number, actions: number) => ({
      Version: '1.1',
      Statement: Array.from({ length: statements }, () => ({
        Effect: 'Allow',
        Action: Array.from({ length: actions }, () => 'a:b:c'),
      })),
    })
    assert.deepEqual(faultsOf(document(8, 1)), [])
    assert.deepEqual(faultsOf(document(9, 1)), ['Statement must have at most 8 items'])
    assert.deepEqual(faultsOf(document(0, 1)), ['Statement must not be empty'])
    assert.deepEqual(faultsOf(document(1, 100)), [])
    assert.deepEqual(faultsOf(document(1, 101)), ['Statement/0/Action must have at most 100 items'])

    const padded = (length: number) => {
      const of = (path: string) => ({ Version: '1.1', Statement: [allow({ Resource: [`a:b:c:d:${path}`] })] })
      return of('x'.repeat(length - JSON.stringify(of('')).length))
    }
    assert.equal(JSON.stringify(padded(LONGEST_DOCUMENT)).length, LONGEST_DOCUMENT)
    assert.deepEqual(faultsOf(padded(LONGEST_DOCUMENT)), [])
    assert.deepEqual(faultsOf(padded(LONGEST_DOCUMENT + 1)), [
      'The document must have at most 6144 characters as JSON',
    ])
    const deep: unknown = JSON.parse(
      `{"Version":"5.0","Statement":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    )
    assert.deepEqual(faultsOf(deep), ['The document must have at most 6144 characters as JSON'])
  })
})
