import type { Muster } from '../support/acceptance.ts'
import { runSql } from '../support/sql.ts'
import { type KnownUser, compareNames } from './expected-row.ts'
import { plainUser } from './plain-user.ts'

/** Groups whose names something could trip over. None is another's prefix in the order, so that it is seen. */
const GROUPS = [
  'Zeta',
  'alpha; beta',
  'Alpha',
  '=SUM(A1:A9)',
  '+1',
  '  blanks at both ends  ',
  'ärzte',
  'Ökonomie',
  'zebra',
  'ΣΟΦΟΣ',
  'İstanbul',
  'Straße',
  '研发部',
  '财务部',
  '😀 fun',
  'ﾊﾝｶｸ',
  '_x0041_',
  'back\\slash',
  'tab\tand\nline',
  '{brace,"quote"}',
  'NULL',
  '\\N',
  '10',
  '9',
]
/** So many that the names of all are longer than a cell can be. */
const LONG_GROUPS = Array.from(
  { length: 150 },
  (_, index) => `long ${String(index).padStart(3, '0')} ${'长'.repeat(240)}`,
)

const EXPIRIES = [
  '0',
  '0001-01-01T00:00:00.000Z',
  '1582-10-15T12:34:56Z',
  '1899-12-31T23:59:59Z',
  '1900-01-01T00:00:00Z',
  '1900-02-28T23:59:59Z',
  '1900-03-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2000-02-29T12:00:00.001Z',
  '2024-02-29T23:59:59Z',
  '2026-03-29T01:30:00Z',
  '2038-01-19T03:14:08Z',
  '2099-12-31T23:59:59.500Z',
  '2400-02-29T00:00:01Z',
  '9999-12-31T23:59:59Z',
]

const YES_NO = [true, false]

/** Users in every state that the workbook shows, with names in every kind of letter. */
export function stateUsers(): KnownUser[] {
  const past = '2001-02-03T04:05:06Z'
  const statuses = YES_NO.flatMap((disabled) =>
    YES_NO.flatMap((locked) =>
      [past, '0', '2999-01-01T00:00:00Z'].map((account_expires) => ({ disabled, locked, account_expires })),
    ),
  )
  const sharing = YES_NO.flatMap((share_space_subscription) =>
    [0, 1, 2_147_483_647].map((share_space_desktops) => ({
      share_space_subscription,
      share_space_desktops,
      total_desktops: share_space_desktops,
    })),
  )
  const flags = YES_NO.flatMap((password_never_expired) =>
    YES_NO.flatMap((enable_change_password) =>
      YES_NO.map((next_login_change_password) => ({
        password_never_expired,
        enable_change_password,
        next_login_change_password,
      })),
    ),
  )
  const emoji = ['😀', '👩‍👩‍👧‍👦', '🇨🇳', '\u{10fffd}', 'e\u0301', '\u0001']
  const memberships = [
    GROUPS,
    GROUPS.slice(0, 1),
    GROUPS.slice(3, 5),
    GROUPS.filter((_, index) => index % 2 === 0),
    LONG_GROUPS,
    [...LONG_GROUPS.slice(0, 40), ...GROUPS],
  ]
  const names =
    'Ä ä1 a B Ab aB2 Z zz 10 9 ٣ é É2 ø Ω ΟΔΟΣ οδοσ1 İzmir ızgara Straße ẞ Ǆ я Ї 王伟 李娜 中 한국 かな ｚ Ｚ2 𠀀 𐐀'
  return [
    ...statuses.map((status, index) => plainUser({ user_name: `status-${index}`, ...status })),
    ...EXPIRIES.map((account_expires, index) =>
      plainUser({ user_name: `expires-${index}`, account_expires }),
    ),
    ...sharing.map((share, index) => plainUser({ user_name: `Share-${index}`, ...share })),
    ...flags.map((flag, index) => plainUser({ user_name: `FLAG-${index}`, ...flag })),
    ...emoji.map((unit, index) =>
      plainUser({
        user_name: `emoji-${index}`,
        description: Array.from(unit.repeat(255)).slice(0, 255).join(''),
      }),
    ),
    ...memberships.map((groups, index) =>
      plainUser({ user_name: `member-${index}`, groups: groups.toSorted(compareNames) }),
    ),
    // One name in several domains: their order is that of the IDs, which is that of their making.
    ...['corp.example.com', '', 'b', 'A', '域名', '=1+1', 'x'.repeat(255)].map((domain) =>
      plainUser({ user_name: 'same', domain, user_phone: '007', user_email: '' }),
    ),
    ...names.split(' ').map((user_name) => plainUser({ user_name })),
  ]
}

/** Makes the groups that {@link stateUsers} belong to. */
export async function createGroups(muster: Muster): Promise<void> {
  await runSql(
    muster,
    `INSERT INTO user_groups (project_id, id, name)
     SELECT $1, md5(name), name FROM unnest($2::text[]) AS given (name)`,
    [muster.project, [...GROUPS, ...LONG_GROUPS]],
  )
}

/** Gives users what no operation sets yet: states, numbers, groups. */
export async function applyStates(muster: Muster, users: readonly KnownUser[]): Promise<void> {
  await runSql(
    muster,
    `UPDATE users SET
       locked = given.locked, disabled = given.disabled, total_desktops = given.total_desktops,
       share_space_subscription = given.share_space_subscription,
       share_space_desktops = given.share_space_desktops,
       password_never_expired = given.password_never_expired,
       group_numbers = ARRAY(
         SELECT number FROM user_groups WHERE name = ANY (ARRAY(SELECT jsonb_array_elements_text(given.groups)))
         ORDER BY random())
     FROM jsonb_to_recordset($1) AS given (
       user_name text, domain text, locked boolean, disabled boolean, total_desktops integer,
       share_space_subscription boolean, share_space_desktops integer, password_never_expired boolean,
       groups jsonb)
     WHERE users.user_name = given.user_name AND users.domain = given.domain`,
    [JSON.stringify(users)],
  )
}
