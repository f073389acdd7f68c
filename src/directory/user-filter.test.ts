import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import fc from 'fast-check'
import { sql } from 'kysely'

import { openTestDirectory } from '../../test/support/directory.ts'
import { compileStatement } from '../database/compile.ts'
import {
  type Bind,
  type UserFilter,
  type UserScope,
  UNFOLDED_WITHOUT_TRIGRAM,
  asParameter,
  userConditions,
} from './user-filter.ts'

const { database, project, addUsers } = await openTestDirectory()

const EVERYTHING: UserScope = { enterprise_project_ids: null }

/** The IDs of the users that match, bound as parameters, as lists do. */
async function byParameters(projectId: string, filter: UserFilter, scope: UserScope): Promise<string[]> {
  const where = sql.join(userConditions(projectId, filter, scope, asParameter), sql` AND `)
  const { rows } = await sql<{ id: string }>`SELECT id FROM users WHERE ${where} ORDER BY id`.execute(
    database,
  )
  return rows.map(({ id }) => id)
}

/** The same bound as settings of the transaction, as an export's COPY does, which takes no parameters. */
async function bySettings(projectId: string, filter: UserFilter, scope: UserScope): Promise<string[]> {
  const values: string[] = []
  const bind: Bind = (value) => {
    values.push(value)
    return sql`current_setting(${sql.lit(`muster.value_${values.length}`)})`
  }
  const where = sql.join(userConditions(projectId, filter, scope, bind), sql` AND `)
  const { text, values: parameters } = compileStatement(sql`SELECT id FROM users WHERE ${where} ORDER BY id`)
  assert.deepEqual(parameters, [])
  return await database.transaction().execute(async (transaction) => {
    for (const [index, value] of values.entries()) {
      await sql`SELECT set_config(${`muster.value_${index + 1}`}, ${value}, true)`.execute(transaction)
    }
    const { rows } = await sql<{ id: string }>`${sql.raw(text)}`.execute(transaction)
    return rows.map(({ id }) => id)
  })
}

async function matching(filter: UserFilter, scope = EVERYTHING, projectId = project.id): Promise<string[]> {
  const ids = await byParameters(projectId, filter, scope)
  assert.deepEqual(await bySettings(projectId, filter, scope), ids)
  return ids
}

const ODD_NAMES = [
  'it"s',
  "o'brien",
  'a,b',
  '{x}',
  'back\\slash',
  'NULL',
  '"',
  '{"a","b"}',
  ' ',
  '100%',
  'a_b',
  'axb',
  'İ',
]

before(async () => {
  await database
    .insertInto('user_groups')
    .values([
      { project_id: project.id, id: 'g1', name: 'Sales' },
      { project_id: project.id, id: 'g2', name: '研发部' },
    ])
    .execute()
  const numbers = await database.selectFrom('user_groups').select(['id', 'number']).execute()
  const group = (id: string) => numbers.filter((one) => one.id === id).map(({ number }) => number)
  await addUsers(
    { id: 'alice', user_name: 'Alice', description: '100% Sales', group_numbers: group('g1') },
    { id: 'bob', user_name: 'BOB', description: 'a_b', active_type: 'ADMIN_ACTIVATE', disabled: true },
    {
      id: 'wang',
      user_name: '王伟',
      description: '北京研发部，桌面用户',
      enterprise_project_id: '7',
      group_numbers: [...group('g2'), ...group('g1')],
    },
    { id: 'axb', user_name: 'axb', description: String.raw`C:\users`, share_space_subscription: true },
    { id: 'nil', user_name: 'nil', description: null, share_space_desktops: 2, domain: 'Corp' },
    { id: 'empty', user_name: 'empty', description: '', platform_type: 'AD' },
    ...ODD_NAMES.map((user_name, index) => ({
      id: `odd${index}`,
      user_name,
      project_id: 'odd',
    })),
    { id: 'foreign', user_name: 'Alice', project_id: 'other', group_numbers: group('g1') },
  )
})

const ALL = ['alice', 'axb', 'bob', 'empty', 'nil', 'wang']
const but = (...left: string[]) => ALL.filter((id) => !left.includes(id))

test('each filter narrows by its own rule, within the project', async () => {
  const table: [UserFilter, string[]][] = [
    [{}, ALL],
    [{ user_name: 'LI' }, ['alice']],
    [{ user_name: 'b' }, ['axb', 'bob']],
    [{ user_name: '伟' }, ['wang']],
    [{ user_name: '' }, ALL],
    [{ user_names: ['alice', 'bob'] }, ['alice', 'bob']],
    [{ user_names: ['ALICE', '王伟', 'nobody'] }, ['alice', 'wang']],
    [{ user_names: ['lic'] }, []],
    [{ user_names: [] }, []],
    [{ description: 'SALES' }, ['alice']],
    [{ description: '研发部' }, ['wang']],
    [{ description: '京研' }, ['wang']],
    [{ description: '桌' }, ['wang']],
    [{ description: '桌京' }, []],
    // An empty text is a substring of all, of what is absent as well.
    [{ description: '' }, ALL],
    [{ description: '%' }, ['alice']],
    [{ description: '_' }, ['bob']],
    [{ description: '\\' }, ['axb']],
    [{ description: String.raw`:\u` }, ['axb']],
    [{ description: '0%s' }, []],
    [{ user_name: 'a_b' }, []],
    [{ active_type: 'ADMIN_ACTIVATE' }, ['bob']],
    [{ active_type: 'USER_ACTIVATE' }, but('bob')],
    [{ group_name: 'sales' }, ['alice', 'wang']],
    [{ group_name: '研发部' }, ['wang']],
    [{ group_name: 'sale' }, []],
    [{ group_name: '' }, []],
    [{ share_space_subscription: true }, ['axb']],
    [{ share_space_subscription: false }, but('axb')],
    [{ share_space_desktops: true }, ['nil']],
    [{ share_space_desktops: false }, but('nil')],
    [{ enterprise_project_id: '7' }, ['wang']],
    [{ enterprise_project_id: '0' }, but('wang')],
    [{ domain: 'CORP' }, ['nil']],
    [{ domain: '' }, but('nil')],
    [{ disabled: true }, ['bob']],
    [{ disabled: false }, but('bob')],
    [{ platform_type: 'AD' }, ['empty']],
    [{ platform_type: 'UOS' }, []],
    [{ user_name: undefined, active_type: undefined }, ALL],
    [{ user_name: 'b', active_type: 'USER_ACTIVATE' }, ['axb']],
    [{ user_name: 'a', user_names: ['bob', 'axb'] }, ['axb']],
  ]
  for (const [filter, ids] of table) assert.deepEqual(await matching(filter), ids, JSON.stringify(filter))
})

test('what is compared unfolded is folded from nothing and into nothing', async () => {
  const { rows } = await sql<{ from: string; to: string }>`
    SELECT chr(point) AS "from", lower(chr(point) COLLATE muster_fold) AS "to"
    FROM generate_series(1, 1114111) AS point
    WHERE point NOT BETWEEN 55296 AND 57343 AND lower(chr(point) COLLATE muster_fold) <> chr(point)`.execute(
    database,
  )
  assert.ok(rows.length > 1300)
  const folded = rows.flatMap(({ from, to }) => [...from, ...to])
  assert.deepEqual(
    folded.filter((character) => UNFOLDED_WITHOUT_TRIGRAM.test(character)),
    [],
  )
  for (const text of ['销', '销售', '小明', '𠮷野']) assert.match(text, UNFOLDED_WITHOUT_TRIGRAM)
  for (const text of ['', 'a', '部a', '１部', '销售部', '%', '。'])
    assert.doesNotMatch(text, UNFOLDED_WITHOUT_TRIGRAM)
})

test('a scope narrows as well: to its enterprise projects, or to nothing', async () => {
  const scoped = (...ids: string[]) => matching({}, { enterprise_project_ids: ids })
  assert.deepEqual(await scoped('7'), ['wang'])
  assert.deepEqual(await scoped('0', '7'), ALL)
  assert.deepEqual(await scoped(), [])
  assert.deepEqual(await scoped('a"b', '{', 'x,y', ''), [])
  const narrowed = await matching({ enterprise_project_id: '7' }, { enterprise_project_ids: ['0'] })
  assert.deepEqual(narrowed, [])
})

test('a whole name is found whatever signs it is made of, and finds itself only', async () => {
  for (const [index, name] of ODD_NAMES.entries()) {
    assert.deepEqual(await matching({ user_names: [name] }, EVERYTHING, 'odd'), [`odd${index}`], name)
    const list = ['first', name, 'last']
    assert.deepEqual(await matching({ user_names: list }, EVERYTHING, 'odd'), [`odd${index}`], name)
  }
})

test('a fuzzy filter finds what a plain search for the lower-cased text finds', async () => {
  // Letters in both cases, Chinese, and what LIKE, arrays and SQL make signs of.
  const letters = fc.constantFrom(...'abABzZ王李部%_\\\'"{},.- 0')
  const text = fc.string({ unit: letters, maxLength: 8 })
  const users = fc.sample(fc.record({ name: text, description: fc.option(text) }), { numRuns: 300, seed: 7 })
  await addUsers(
    ...users.map(({ name, description }, index) => ({
      project_id: 'many',
      id: String(index),
      domain: String(index),
      user_name: name,
      description,
    })),
  )
  const expected = (matches: (user: (typeof users)[number]) => boolean) =>
    users.flatMap((user, index) => (matches(user) ? [String(index)] : [])).toSorted()
  const contains = (whole: string | null, part: string) =>
    (whole ?? '').toLowerCase().includes(part.toLowerCase())
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: letters, maxLength: 3 }), async (part) => {
      assert.deepEqual(
        await matching({ user_name: part }, EVERYTHING, 'many'),
        expected(({ name }) => contains(name, part)),
      )
      assert.deepEqual(
        await matching({ description: part }, EVERYTHING, 'many'),
        expected(({ description }) => contains(description, part)),
      )
    }),
    { numRuns: 60 },
  )
})
