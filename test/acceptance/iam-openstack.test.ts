import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { SKIP, runKeystoneauth } from '../support/keystone-client.ts'
import { createUser } from '../support/principals.ts'

// OpenStack's own client, unmodified, on the paths in Keystone's form.
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const operator = await createUser(muster, 'operator')

const SCRIPT = `
import json, os
from keystoneauth1 import exceptions, session
from keystoneauth1.identity import v3
from keystoneclient.v3 import client
domain = os.environ['OS_USER_DOMAIN_NAME']
keystone = client.Client(session=session.Session(auth=v3.Password(auth_url=os.environ['OS_AUTH_URL'],
    username=os.environ['OS_USERNAME'], password=os.environ['OS_PASSWORD'], user_domain_name=domain, domain_name=domain)))

def found(ask):
    try:
        return ask() is not False
    except exceptions.NotFound:
        return False

seen = {'users': [user.name for user in keystone.users.list()]}
operator = keystone.users.find(name='operator')
group = keystone.groups.create('operators', description='of the test')
seen['renamed'] = keystone.groups.update(group, name='exporters').name
keystone.users.add_to_group(operator, group)
seen['member'] = found(lambda: keystone.users.check_in_group(operator, group))
seen['members'] = [user.name for user in keystone.users.list(group=group)]
seen['groups'] = [one.name for one in keystone.groups.list(user=operator)]
role = keystone.roles.find(name='wks_adm')
for scope in ({'project': keystone.projects.find(name='local')}, {'domain': operator.domain_id}):
    keystone.roles.grant(role, group=group, **scope)
    seen['has'] = found(lambda: keystone.roles.check(role, group=group, **scope))
    seen['granted'] = [one.name for one in keystone.roles.list(group=group, **scope)]
    keystone.roles.revoke(role, group=group, **scope)
    seen['still has'] = found(lambda: keystone.roles.check(role, group=group, **scope))
keystone.users.remove_from_group(operator, group)
keystone.groups.delete(group)
keystone.users.delete(operator)
seen['is there'] = found(lambda: keystone.users.get(operator.id))
print(json.dumps(seen))
`

void test(
  'users, groups, members and grants are managed by keystoneclient',
  { skip: SKIP.keystoneclient },
  async () => {
    assert.deepEqual(await runKeystoneauth(muster.url, SCRIPT), {
      users: ['admin', 'operator'],
      renamed: 'exporters',
      member: true,
      members: ['operator'],
      groups: ['exporters'],
      has: true,
      granted: ['wks_adm'],
      'still has': false,
      'is there': false,
    })
    assert.equal((await muster.call(`GET /v3/users/${operator}`)).status, 404)
  },
)
