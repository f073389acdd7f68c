import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { SKIP, runKeystoneauth, runOpenstack } from '../support/keystone-client.ts'
import { credentials } from '../support/settings.ts'
import { cheapenPassword } from '../support/tokens.ts'
import { admin, withToken } from '../support/who.ts'

// OpenStack's own client, unmodified, gets, validates and revokes a token (contract, iam.md section 2).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
await cheapenPassword(muster)

const status = async (token: string) =>
  (await muster.call('GET /v3/auth/tokens', { who: admin, headers: { 'x-subject-token': token } })).status

const SESSION = `
import json, os
from keystoneauth1 import session
from keystoneauth1.identity import v3
def password(**scope):
    return session.Session(auth=v3.Password(auth_url=os.environ['OS_AUTH_URL'], username=os.environ['OS_USERNAME'],
        password=os.environ['OS_PASSWORD'], user_domain_name=os.environ['OS_USER_DOMAIN_NAME'], **scope))
s = password(project_name='local', project_domain_name=os.environ['OS_USER_DOMAIN_NAME'])
token = s.get_token()
`

void test(
  'keystoneauth: a token by password, its project, its catalog',
  { skip: SKIP.keystoneauth },
  async () => {
    const seen = await runKeystoneauth<Record<string, unknown>>(
      muster.url,
      `${SESSION}
print(json.dumps({
    'project': s.get_project_id(),
    'user': s.auth.get_access(s).username,
    'roles': s.auth.get_access(s).role_names,
    'domain': s.auth.get_access(s).project_domain_name,
    'lives': s.auth.get_access(s).will_expire_soon() is False,
    'identity': s.get_endpoint(service_type='identity', interface='public', region_name='local', version=(3, 0)),
    'discovered': s.get_endpoint(service_type='identity', version='3'),
    'workspace': s.get_endpoint(service_type='workspace'),
    'users': s.get('/v2/' + s.get_project_id() + '/users', endpoint_filter={'service_type': 'workspace'}).status_code,
}))`,
    )
    assert.deepEqual(seen, {
      project: credentials.project_id,
      user: credentials.user,
      roles: ['te_admin'],
      domain: credentials.account,
      lives: true,
      identity: `${muster.url}/v3`,
      discovered: `${muster.url}/v3`,
      workspace: muster.url,
      users: 200,
    })
  },
)

void test(
  'keystoneauth: v3token rescopes, a token is validated and revoked',
  { skip: SKIP.keystoneauth },
  async () => {
    const seen = await runKeystoneauth<{ token: string; domain: string; statuses: number[] }>(
      muster.url,
      `${SESSION}
other = session.Session(auth=v3.Token(auth_url=os.environ['OS_AUTH_URL'], token=token,
    domain_name=os.environ['OS_USER_DOMAIN_NAME']))
subject = other.get_token()
url = os.environ['OS_AUTH_URL'] + '/auth/tokens'
def ask(method):
    return s.request(url, method, headers={'X-Subject-Token': subject}, raise_exc=False).status_code
print(json.dumps({'token': subject, 'domain': other.auth.get_access(other).domain_name,
    'statuses': [ask('GET'), ask('HEAD'), ask('DELETE'), ask('GET')]}))`,
    )
    assert.equal(seen.domain, credentials.account)
    assert.deepEqual(seen.statuses, [200, 200, 204, 404])
    assert.equal(await status(seen.token), 404)
  },
)

void test('keystoneauth: a wrong password is Unauthorized', { skip: SKIP.keystoneauth }, async () => {
  const seen = await runKeystoneauth<string>(
    muster.url,
    `
import os
os.environ['OS_PASSWORD'] = 'wrong'
try:${SESSION.replaceAll('\n', '\n    ')}
except Exception as error:
    print(json.dumps(type(error).__name__ + ': ' + str(error)))`,
  )
  assert.match(seen, /^Unauthorized: The username or password is wrong\. \(HTTP 401\)/)
})

for (const scope of ['project', 'domain'] as const) {
  void test(`openstack token issue and revoke, ${scope}`, { skip: SKIP.openstack }, async () => {
    const issued = JSON.parse(await runOpenstack(muster.url, scope, 'token', 'issue', '-f', 'json')) as {
      id: string
      expires: string
      project_id?: string
    }
    assert.equal(issued.project_id, scope === 'project' ? credentials.project_id : undefined)
    assert.ok(new Date(issued.expires).getTime() > Date.now() + 86_000_000)
    assert.equal(await status(issued.id), 200)
    await runOpenstack(muster.url, scope, 'token', 'revoke', issued.id)
    assert.equal(await status(issued.id), 404)
    const used = await muster.call('GET /v3/auth/projects', { who: withToken(issued.id) })
    assert.equal(used.status, 401)
  })
}

void test('openstack catalog list', { skip: SKIP.openstack }, async () => {
  const list = JSON.parse(await runOpenstack(muster.url, 'project', 'catalog', 'list', '-f', 'json')) as {
    Type: string
  }[]
  assert.deepEqual(
    list.map(({ Type }) => Type),
    ['identity', 'workspace'],
  )
})
