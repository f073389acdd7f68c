import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Context, faultsOfCondition, holds } from './conditions.ts'
import { tests } from './operators.ts'

const context = {
  'g:UserName': 'Ann',
  'g:SourceIp': '192.0.2.7',
  'g:CurrentTime': '2026-11-24T05:53:22Z',
  'g:MFAPresent': 'true',
  'g:MFAAge': '60',
  'g:Empty': '',
  'g:CalledVia': ['obs', 'evs'],
  'g:Nothing': [],
} as const satisfies Context

/** Operator, key, values of the policy, whether it holds. */
type Row = readonly [string, string, string | readonly string[], boolean]

const check = (rows: readonly Row[]): void => {
  for (const [operator, key, values, expected] of rows)
    assert.equal(
      holds({ [operator]: { [key]: values } }, context),
      expected,
      `${operator} ${key} ${String(values)}`,
    )
}

void describe('operators', () => {
  void test('of texts', () => {
    check([
      ['StringEquals', 'g:UserName', 'Ann', true],
      ['StringEquals', 'g:UserName', ['Bob', 'Ann'], true],
      ['StringEquals', 'g:UserName', 'ann', false],
      ['StringEquals', 'g:UserName', 'A*', false],
      ['StringNotEquals', 'g:UserName', 'Bob', true],
      ['StringNotEquals', 'g:UserName', ['Bob', 'Ann'], false],
      ['StringEqualsIgnoreCase', 'g:UserName', 'aNN', true],
      ['StringNotEqualsIgnoreCase', 'g:UserName', 'aNN', false],
      ['StringLike', 'g:UserName', 'A*', true],
      ['StringLike', 'g:UserName', 'A?n', true],
      ['StringLike', 'g:UserName', 'n', false],
      ['StringNotLike', 'g:UserName', 'B*', true],
      ['StringMatch', 'g:UserName', '*nn', true],
      ['StringNotMatch', 'g:UserName', '*nn', false],
      ['StringStartWith', 'g:UserName', 'An', true],
      ['StringStartWith', 'g:UserName', 'nn', false],
      ['StringNotStartWith', 'g:UserName', 'nn', true],
      ['StringEndWith', 'g:UserName', 'nn', true],
      ['StringNotEndWith', 'g:UserName', 'nn', false],
    ])
  })

  void test('of truth, numbers and times', () => {
    check([
      ['Bool', 'g:MFAPresent', 'true', true],
      ['Bool', 'g:MFAPresent', 'False', false],
      ['NumberEquals', 'g:MFAAge', '60.0', true],
      ['NumberNotEquals', 'g:MFAAge', '60', false],
      ['NumberLessThan', 'g:MFAAge', '60', false],
      ['NumberLessThanEquals', 'g:MFAAge', '60', true],
      ['NumberGreaterThan', 'g:MFAAge', '59', true],
      ['NumberGreaterThanEquals', 'g:MFAAge', '61', false],
      ['NumberLessThan', 'g:UserName', '1', false],
      ['DateEquals', 'g:CurrentTime', '2026-11-24T06:53:22+01:00', true],
      ['DateNotEquals', 'g:CurrentTime', '2026-11-24T05:53:22Z', false],
      ['DateLessThan', 'g:CurrentTime', '2026-11-24T05:53:22.001Z', true],
      ['DateLessThanEquals', 'g:CurrentTime', '2026-11-24', false],
      ['DateGreaterThan', 'g:CurrentTime', '2026-11-24', true],
      ['DateGreaterThanEquals', 'g:CurrentTime', '2026-11-25', false],
    ])
  })

  void test('of addresses', () => {
    check([
      ['IpAddress', 'g:SourceIp', '192.0.2.0/24', true],
      ['IpAddress', 'g:SourceIp', ['10.0.0.0/8', '192.0.2.7'], true],
      ['IpAddress', 'g:SourceIp', '192.0.2.8', false],
      ['IpAddress', 'g:SourceIp', '0.0.0.0/0', true],
      ['NotIpAddress', 'g:SourceIp', '192.0.2.0/24', false],
      ['NotIpAddress', 'g:SourceIp', '10.0.0.0/8', true],
      ['IpAddress', 'g:UserName', '0.0.0.0/0', false],
    ])
    const from = (address: string, range: string) =>
      holds({ IpAddress: { 'g:SourceIp': range } }, { 'g:SourceIp': address })
    assert.equal(from('::ffff:192.0.2.7', '192.0.2.0/24'), true)
    assert.equal(from('2001:db8::1', '2001:db8::/32'), true)
    assert.equal(from('2001:db9::1', '2001:db8::/32'), false)
    assert.equal(from('fe80::1%eth0', 'fe80::/10'), true)
    assert.equal(from('2001:db8::1', '192.0.2.0/24'), false)
  })

  void test('of absence', () => {
    check([
      ['Null', 'g:Missing', 'true', true],
      ['Null', 'g:Missing', 'false', false],
      ['Null', 'g:Nothing', 'true', true],
      ['Null', 'g:Empty', 'true', false],
      ['Null', 'g:UserName', 'FALSE', true],
      ['IsNullOrEmpty', 'g:Missing', 'true', true],
      ['IsNullOrEmpty', 'g:Empty', 'true', true],
      ['IsNullOrEmpty', 'g:UserName', 'true', false],
      ['IsNullOrEmpty', 'g:UserName', 'false', true],
    ])
  })
})

void describe('keys', () => {
  void test('that are missing make a condition false, with IfExists true', () => {
    for (const [name, { kind }] of Object.entries(tests)) {
      if (kind === 'absence') continue
      for (const key of ['g:Missing', 'g:Nothing'])
        for (const prefix of ['', 'ForAnyValue:', 'ForAllValues:'])
          check([
            [`${prefix}${name}`, key, '1', false],
            [`${prefix}${name}IfExists`, key, '1', true],
          ])
    }
    check([['StringEqualsIfExists', 'g:UserName', 'Bob', false]])
  })

  void test('ignore case, and are no properties that every object has', () => {
    check([
      ['StringEquals', 'G:USERNAME', 'Ann', true],
      ['Null', '__proto__', 'true', true],
      ['Null', 'constructor', 'true', true],
    ])
  })

  void test('of many values: one suffices, none may where negated; each with ForAllValues', () => {
    check([
      ['StringEquals', 'g:CalledVia', 'obs', true],
      ['StringNotEquals', 'g:CalledVia', 'obs', false],
      ['ForAnyValue:StringEquals', 'g:CalledVia', 'obs', true],
      ['ForAnyValue:StringNotEquals', 'g:CalledVia', 'obs', true],
      ['ForAnyValue:StringNotEquals', 'g:CalledVia', ['obs', 'evs'], false],
      ['ForAllValues:StringEquals', 'g:CalledVia', 'obs', false],
      ['ForAllValues:StringEquals', 'g:CalledVia', ['obs', 'evs', 'x'], true],
      ['ForAllValues:StringNotEquals', 'g:CalledVia', 'obs', false],
      ['ForAllValues:StringNotEquals', 'g:CalledVia', 'x', true],
      ['ForAnyValue:StringStartWithIfExists', 'g:CalledVia', 'e', true],
    ])
  })
})

void test('all operators and all keys must hold', () => {
  const mfa = { Bool: { 'g:MFAPresent': 'true' } }
  assert.equal(holds({}, context), true)
  assert.equal(holds({ ...mfa, StringEquals: { 'g:UserName': 'Ann', 'g:MFAAge': '60' } }, context), true)
  assert.equal(holds({ ...mfa, StringEquals: { 'g:UserName': 'Ann', 'g:MFAAge': '61' } }, context), false)
  assert.equal(holds({ ...mfa, StringEquals: { 'g:UserName': 'Bob' } }, context), false)
  assert.equal(holds({ NoOperator: {} }, context), false)
})

void test('faults name the place', () => {
  const condition = {
    StringAlike: { 'g:UserName': 'a' },
    NullIfExists: { 'g:UserName': 'true' },
    'ForAnyValue:IsNullOrEmpty': { 'g:UserName': 'true' },
    'ForEachValue:StringEquals': { 'g:UserName': 'a' },
    toString: { 'g:UserName': 'a' },
    StringEquals: { UserName: 'a', 'g:': 'a' },
    Bool: { 'g:MFAPresent': ['true', 'yes'] },
    NumberLessThanIfExists: { 'g:MFAAge': ['1e3', '', 'x', 'Infinity'] },
    DateLessThan: {
      'g:CurrentTime': ['2012-11-11T23:59:59Z', '2012-11-11', '2012-13-11', 'now', '2012-11-11T23:59:59'],
    },
    'ForAllValues:IpAddress': { 'g:SourceIp': ['::1', '10.0.0.0/33', 'localhost', '10.0.0.0/8/8'] },
  }
  assert.deepEqual(faultsOfCondition(condition, 'Here'), [
    'Here/StringAlike is no known operator',
    'Here/NullIfExists is no known operator',
    'Here/ForAnyValue:IsNullOrEmpty is no known operator',
    'Here/ForEachValue:StringEquals is no known operator',
    'Here/toString is no known operator',
    'Here/StringEquals/UserName is not a key of the form service:name',
    'Here/StringEquals/g: is not a key of the form service:name',
    'Here/Bool/g:MFAPresent/1 is neither true nor false',
    'Here/NumberLessThanIfExists/g:MFAAge/1 is not a number',
    'Here/NumberLessThanIfExists/g:MFAAge/2 is not a number',
    'Here/NumberLessThanIfExists/g:MFAAge/3 is not a number',
    'Here/DateLessThan/g:CurrentTime/2 is not a time as 2012-11-11T23:59:59Z',
    'Here/DateLessThan/g:CurrentTime/3 is not a time as 2012-11-11T23:59:59Z',
    'Here/DateLessThan/g:CurrentTime/4 is not a time as 2012-11-11T23:59:59Z',
    'Here/ForAllValues:IpAddress/g:SourceIp/1 is neither an IP address nor a range as 10.0.0.0/8',
    'Here/ForAllValues:IpAddress/g:SourceIp/2 is neither an IP address nor a range as 10.0.0.0/8',
    'Here/ForAllValues:IpAddress/g:SourceIp/3 is neither an IP address nor a range as 10.0.0.0/8',
  ])
  for (const name of Object.keys(tests)) {
    const value = name.startsWith('Date')
      ? '2012-11-11'
      : name.includes('Ip')
        ? '::1'
        : name.startsWith('Number')
          ? '1'
          : 'true'
    assert.deepEqual(faultsOfCondition({ [name]: { 'g:UserName': [value] } }, ''), [], name)
  }
})

void test('a negated operator is the contrary, and any value of a request can be asked', () => {
  const pairs = Object.keys(tests).flatMap((name) => {
    const positive = name === 'NotIpAddress' ? 'IpAddress' : name.replace('Not', '')
    return positive === name ? [] : [[positive, name] as const]
  })
  assert.ok(pairs.length > 7)
  fc.assert(
    fc.property(
      fc.constantFrom(...pairs),
      fc.string(),
      fc.array(fc.string(), { minLength: 1 }),
      ([positive, negative], actual, wanted) => {
        const hold = (name: string) => holds({ [name]: { 'g:Key': wanted } }, { 'g:Key': actual })
        assert.notEqual(hold(positive), hold(negative))
      },
    ),
  )
})
