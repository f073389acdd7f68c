import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportedNames } from '../support/exports.ts'
import { createEnterpriseProject, createUsers, setUser } from '../support/users.ts'

// Which users an export has (contract, section 1). No task is waited for before all are asked for.
const muster = await startMuster()
await createEnterpriseProject(muster, 'ep-1')
await createUsers(muster, [
  { user_name: 'alice', description: '100% remote' },
  { user_name: 'Bob_Smith', description: String.raw`back\slash` },
  { user_name: 'bobXsmith', description: '100 remote' },
  { user_name: 'carol', description: 'Back_Office', active_type: 'ADMIN_ACTIVATE' },
  { user_name: 'dave', description: 'BackXOffice', enterprise_project_id: 'ep-1' },
  { user_name: 'Émile', description: 'ÉCOLE “quoted”; it’s {a,b} "c"' },
  { user_name: '王小明', description: '研发部' },
])
await setUser(muster, 'alice', { share_space_subscription: true, share_space_desktops: 2 })
await setUser(muster, 'dave', { share_space_subscription: true })

const byUsers = ['alice', 'Bob_Smith', 'bobXsmith', 'dave', 'Émile', '王小明']
const everyone = ['alice', 'Bob_Smith', 'bobXsmith', 'carol', 'dave', 'Émile', '王小明']

const table: readonly [rule: string, body: object, names: readonly string[]][] = [
  ['absent active_type: activation by users', {}, byUsers],
  ['user_activate in lower case', { active_type: 'user_activate' }, byUsers],
  ['admin_activate in lower case', { active_type: 'admin_activate' }, ['carol']],
  ['ALL exports both', { active_type: 'ALL' }, everyone],
  ['an empty array of user_names does not narrow', { user_names: [] }, byUsers],
  ['user_name is a substring', { user_name: 'obX' }, ['bobXsmith']],
  ['user_name ignores case', { user_name: 'BOB' }, ['Bob_Smith', 'bobXsmith']],
  ['user_name ignores case beyond ASCII', { user_name: 'éM' }, ['Émile']],
  ['user_name in Chinese', { user_name: '小' }, ['王小明']],
  ['_ in user_name is an ordinary character', { user_name: 'b_s' }, ['Bob_Smith']],
  ['user_names are exact', { user_names: ['alice', 'bob', 'dav'] }, ['alice']],
  [
    'user_names hold several, also unknown ones',
    { user_names: ['dave', 'nobody', 'alice'] },
    ['alice', 'dave'],
  ],
  ['% in user_names is an ordinary character', { user_names: ['%', 'a%', '_____'] }, []],
  ['user_names AND user_name', { user_names: ['alice', 'dave'], user_name: 'DA' }, ['dave']],
  ['user_names AND a user_name of none of them', { user_names: ['alice'], user_name: 'bob' }, []],
  ['description is a substring that ignores case', { description: 'REMOTE' }, ['alice', 'bobXsmith']],
  ['% in description is an ordinary character', { description: '0%' }, ['alice']],
  ['_ in description is an ordinary character', { description: 'k_o', active_type: 'ALL' }, ['carol']],
  [String.raw`\ in description is an ordinary character`, { description: '\\' }, ['Bob_Smith']],
  ['quotes and braces in description', { description: '“QUOTED”; it’s {a,b} "c"' }, ['Émile']],
  ['description in Chinese', { description: '研发' }, ['王小明']],
  ['an empty description is in everyone’s', { description: '' }, byUsers],
  ['enterprise_project_id', { enterprise_project_id: 'ep-1' }, ['dave']],
  ['enterprise_project_id 0', { enterprise_project_id: '0', user_name: 'a' }, ['alice']],
  ['who subscribed to collaboration', { share_space_subscription: true }, ['alice', 'dave']],
  ['who did not', { share_space_subscription: false, user_name: 'b' }, ['Bob_Smith', 'bobXsmith']],
  ['who has collaborative desktops', { share_space_desktops: true }, ['alice']],
  ['who has none', { share_space_desktops: false, share_space_subscription: true }, ['dave']],
  [
    'all filters combine by AND',
    {
      user_name: 'a',
      user_names: ['alice', 'dave'],
      description: 'r',
      active_type: 'ALL',
      enterprise_project_id: '0',
      share_space_subscription: true,
      share_space_desktops: true,
    },
    ['alice'],
  ],
  ['nobody matches: a workbook without users', { user_name: 'zzz' }, []],
  [
    'unknown fields do not filter, whatever other operations make of them',
    { disabled: true, domain: 'x', platform_type: 'AD', group_name: 'g', limit: 1 },
    byUsers,
  ],
]

const exported = new Map(table.map(([rule, body]) => [rule, exportedNames(muster, body)]))
for (const names of exported.values()) names.catch(() => {})

for (const [rule, , names] of table) {
  void test(rule, async () => {
    assert.deepEqual(await exported.get(rule), names)
  })
}
