import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOfAction, matchesAction, serviceOf } from './action.ts'

void test('patterns of actions name actions', () => {
  const table: [string, string, boolean][] = [
    ['*:*:*', 'workspace:users:export', true],
    ['*:*:*', 'sts::decodeAuthorizationMessage', true],
    ['workspace:*:*', 'workspace:users:export', true],
    ['workspace:*:*', 'iam:users:list', false],
    ['workspace:*:get*', 'workspace:users:get', true],
    ['workspace:*:get*', 'workspace:users:getImportTemplate', true],
    ['workspace:*:get*', 'workspace:userGroups:getUsers', true],
    ['workspace:*:get*', 'workspace:users:list', false],
    ['workspace:user*:*', 'workspace:userGroups:list', true],
    ['workspace:users:*', 'workspace:userGroups:list', false],
    ['workspace:users:*port', 'workspace:users:export', true],
    ['workspace:USERS:Export', 'workspace:users:export', true],
    ['workspace:usergroups:exportusers', 'workspace:userGroups:exportUsers', true],
    ['sts::*', 'sts::decodeAuthorizationMessage', true],
    ['sts:*:decode*', 'sts::decodeAuthorizationMessage', true],
    ['*:users:list', 'workspace:users:list', true],
    // A `*` does not cross a colon.
    ['w*:users:*', 'workspace:tenants:users', false],
    ['workspace:users:list', 'workspace:users:listAll', false],
  ]
  for (const [pattern, action, expected] of table)
    assert.equal(matchesAction(pattern, action, {}), expected, `${pattern} ${action}`)
})

void test('`?` and `*` alone are of version 5.0', () => {
  assert.equal(matchesAction('workspace:user?:list', 'workspace:users:list', { questionMark: true }), true)
  assert.equal(matchesAction('workspace:user?:list', 'workspace:users:list', {}), false)
  assert.equal(matchesAction('*', 'workspace:users:list', { questionMark: true }), true)
  for (const action of ['*', 'workspace:user?:list']) {
    assert.equal(faultOfAction(action, true), undefined)
    assert.match(faultOfAction(action, false) ?? '', /form/)
  }
})

void test('what is no action is refused', () => {
  const good = ['workspace:users:list', '*:*:*', 'sts::decodeAuthorizationMessage', 'a-1:b_c:D*e']
  const bad = [
    '',
    'workspace',
    'workspace:*',
    'Workspace:users:list',
    'a:b:c:d',
    'a:b:',
    ':b:c',
    'a:b:c d',
    'ä:b:c',
    'a:b:c\n',
  ]
  for (const identity of [false, true]) {
    for (const action of good) assert.equal(faultOfAction(action, identity), undefined, action)
    for (const action of bad) assert.match(faultOfAction(action, identity) ?? '', /form/, action)
  }
  assert.equal(faultOfAction(`a:b:${'c'.repeat(124)}`, false), undefined)
  assert.match(faultOfAction(`a:b:${'c'.repeat(125)}`, false) ?? '', /128/)
})

void test('the service is the first part', () => {
  assert.equal(serviceOf('workspace:users:list'), 'workspace')
  assert.equal(serviceOf('sts::decodeAuthorizationMessage'), 'sts')
})
