import assert from 'node:assert/strict'
import { test } from 'node:test'

import { errors } from '../errors.ts'
import { isKeystonePath, keystoneError } from './keystone-error.ts'

test('paths of the identity API are told from those of projects', () => {
  const paths: Record<string, boolean> = {
    '/v3': true,
    '/v3/': true,
    '/v3?x=1': true,
    '/v3/auth/tokens': true,
    '/v3/auth/tokens?nocatalog=true': true,
    '/v3/auth': true,
    '/v3/projects?name=local': true,
    '/v3/users/1': true,
    '/v3/groups/1/users/2': true,
    '/v3/roles?name=te_admin': true,
    '/v3/domains/1/groups/2/roles/3': true,
    '/v3.0/OS-USER/users': false,
    '/v3.0/OS-ROLE/roles': false,
    '/v1.0/enterprise-projects': false,
    '/v3/0123456789abcdef0123456789abcdef/users/export': false,
    // A project's ID may be any 1-255 characters.
    '/v3/auth-1/users/export': false,
    '/v3/projects.old/users/export': false,
    '/v3/authors/users/export': false,
    '/v2/auth/tokens': false,
    '/v30': false,
    '/': false,
    '/x/v3/auth': false,
  }
  for (const [path, is] of Object.entries(paths)) assert.equal(isKeystonePath(path), is, path)
})

test('an error has the status, its reason phrase and the message', () => {
  assert.deepEqual(keystoneError(errors.passwordWrong()), {
    error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
  })
})
