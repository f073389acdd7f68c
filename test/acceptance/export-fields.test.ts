import { startMuster } from '../support/acceptance.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { createEnterpriseProject } from '../support/users.ts'

// The fields of ExportUsersNew, each at its edge and one past it (contract, section 1).
// Nobody works on the tasks that are made here.
const muster = await startMuster({ MUSTER_ROLE: 'api' })
await createEnterpriseProject(muster, 'ep-1')

const taken = (rule: string, body: object | string | undefined): Scenario => ({
  rule,
  request: 'POST /v3/{p}/users/export',
  body,
  status: 200,
  contains: [/^\{"task_id":"[0-9a-f]{32}"\}$/],
})

const refused = (rule: string, body: object, ...contains: (string | RegExp)[]): Scenario => ({
  rule,
  request: 'POST /v3/{p}/users/export',
  body,
  status: 400,
  code: 'WKS.00211102',
  contains: [/^The parameter is invalid: /, ...contains],
})

scenarios(muster, [
  taken('an empty object exports', {}),
  taken('an empty body counts as an empty object', undefined),
  taken('unknown fields are ignored', { newer_field: { any: ['thing'] }, disabled: 'x', domain: 7 }),

  taken('user_name of 1 character', { user_name: 'a' }),
  taken('user_name of 20 characters', { user_name: 'a'.repeat(20) }),
  taken('user_name of 20 letters outside the basic plane', { user_name: '𠀀'.repeat(20) }),
  taken('user_name of other scripts', { user_name: '王小明' }),
  taken('user_name with all that is allowed', { user_name: '_.-aZ9é' }),
  refused(
    'user_name of 21 characters',
    { user_name: 'a'.repeat(21) },
    '`user_name`',
    '21 characters',
    '1-20',
  ),
  refused('user_name of 0 characters', { user_name: '' }, '`user_name`', '0 characters'),
  refused('user_name that begins with a digit', { user_name: '1abc' }, '`user_name`', '"1abc"', 'digit'),
  ...['a%', 'a\\', 'a b', 'a@b', "a'b", 'a"b', 'a*', 'a/b', 'a;b', 'a\nb', '<a>', 'a\u200bb', '😀'].map(
    (name) =>
      refused(
        `user_name with the special character of ${JSON.stringify(name)}`,
        { user_name: name },
        '`user_name`',
      ),
  ),
  refused('user_name that is a number', { user_name: 5 }, '`user_name` received 5'),
  refused('user_name that is null', { user_name: null }, '`user_name` received null'),
  refused('user_name that is an array', { user_name: ['a'] }, '`user_name`'),

  taken('100 user_names', { user_names: Array.from({ length: 100 }, (_, index) => `user${index}`) }),
  taken('user_names need not have the form of user_name', { user_names: ['1st', 'a%', 'x'.repeat(32)] }),
  refused(
    '101 user_names',
    { user_names: Array.from({ length: 101 }, () => 'a') },
    '`user_names`',
    'more than 100',
  ),
  refused('user_names that is text', { user_names: 'a' }, '`user_names` received "a"'),
  refused('user_names with a number', { user_names: ['a', 5] }, '`user_names/1` received 5'),

  taken('description of 0 characters', { description: '' }),
  taken('description of 255 characters', { description: '描'.repeat(255) }),
  refused('description of 256 characters', { description: 'd'.repeat(256) }, '`description`', '256', '0-255'),
  refused('description that is a boolean', { description: true }, '`description` received true'),

  ...['USER_ACTIVATE', 'ADMIN_ACTIVATE', 'ALL', 'admin_activate', 'User_Activate', 'all'].map((active_type) =>
    taken(`active_type ${active_type}`, { active_type }),
  ),
  refused(
    'active_type of no kind',
    { active_type: 'NOBODY' },
    '`active_type` received "NOBODY"',
    'USER_ACTIVATE, ADMIN_ACTIVATE, ALL',
  ),
  refused('active_type with a hyphen', { active_type: 'ADMIN-ACTIVATE' }, '`active_type`'),
  refused('active_type that is empty', { active_type: '' }, '`active_type`'),
  refused('active_type that is a number', { active_type: 1 }, '`active_type` received 1'),

  ...['en_US', 'zh_CN', 'EN_us', 'zh_cn', 'en-us', 'zh-CN', 'ZH-cn'].map((language) =>
    taken(`language ${language}`, { language }),
  ),
  refused('unknown language', { language: 'fr_FR' }, '`language` received "fr_FR"', 'en_US, zh_CN'),
  refused('half a language', { language: 'en' }, '`language`'),
  refused('language that is an object', { language: {} }, '`language`'),

  taken('enterprise_project_id 0, the default one', { enterprise_project_id: '0' }),
  taken('enterprise_project_id of the account', { enterprise_project_id: 'ep-1' }),
  {
    rule: 'unknown enterprise_project_id',
    request: 'POST /v3/{p}/users/export',
    body: { enterprise_project_id: 'nowhere' },
    status: 404,
    code: 'WKS.00290007',
    contains: ['The enterprise project does not exist.'],
  },
  refused('enterprise_project_id that is a number', { enterprise_project_id: 0 }, '`enterprise_project_id`'),

  ...['share_space_subscription', 'share_space_desktops'].flatMap((field) => [
    taken(`${field} true`, { [field]: true }),
    taken(`${field} false`, { [field]: false }),
    refused(`${field} as text`, { [field]: 'true' }, `\`${field}\` received "true"`, 'true or false'),
    refused(`${field} as a number`, { [field]: 1 }, `\`${field}\` received 1`),
  ]),

  refused(
    'every fault is named, not only the first',
    { user_name: '1', user_names: 'a', language: 'x', share_space_desktops: 3 },
    '`user_name`',
    '`user_names`',
    '`language`',
    '`share_space_desktops`',
  ),
])
