import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountUrn, faultOfResource, matchesResource, projectUrn, urnOf } from './resource.ts'

void test('names of resources', () => {
  assert.equal(projectUrn('eu-1', 'acc', 'p1'), 'workspace:eu-1:acc:project:p1')
  assert.equal(accountUrn('sts', 'acc'), 'sts::acc:*:*')
  const user = { service: 'workspace', region: 'a:b', accountId: 'acc', type: 'user', path: 'x:y' }
  assert.equal(urnOf(user), 'workspace:a%3Ab:acc:user:x:y')
})

void test('patterns name resources, part by part', () => {
  const project = projectUrn('eu-1', 'acc', 'p1')
  const table: [string, string, boolean][] = [
    ['*', project, true],
    [project, project, true],
    ['workspace:*:*:project:*', project, true],
    ['workspace:*:*:*:*', project, true],
    ['workspace:eu-*:acc:project:p*', project, true],
    ['workspace:eu-2:acc:project:*', project, false],
    ['workspace:*:other:project:*', project, false],
    ['workspace:*:*:Project:*', project, false],
    ['workspace:*:*:user:*', project, false],
    ['workspace:*:*:user:x', 'workspace:r:acc:project:a:user:x', false],
    ['workspace:*:*:project:*', 'workspace:r:acc:project:a:user:x', true],
    ['workspace:*:*:project:a:*', 'workspace:r:acc:project:a:user:x', true],
    ['sts:*:*:*:*', accountUrn('sts', 'acc'), true],
    ['sts::acc:*:*', accountUrn('sts', 'acc'), true],
  ]
  for (const [pattern, urn, expected] of table)
    assert.equal(matchesResource(pattern, urn, {}), expected, `${pattern} ${urn}`)
  assert.equal(matchesResource('workspace:*:*:project:p?', project, { questionMark: true }), true)
  assert.equal(matchesResource('workspace:*:*:project:p?', project, {}), false)
})

void test('what is no resource is refused', () => {
  for (const resource of ['*', 'obs:*:*:bucket:*', 'iam::acc:user:a/b:c', 'a:b:c:d:e'])
    assert.equal(faultOfResource(resource), undefined, resource)
  for (const resource of ['', 'a', 'a:b:c:d', 'a:b:c:d:', 'a:b:c::e', ':b:c:d:e', 'A:b:c:d:e', '**'])
    assert.match(faultOfResource(resource) ?? '', /form/, resource)
})
