import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { type Muster, startMuster } from '../support/acceptance.ts'
import { exportUsers } from '../support/exports.ts'
import { ModelDirectory, type ModelUser } from '../support/model-directory.ts'
import { createProject } from '../support/other-account.ts'
import { runSql } from '../support/sql.ts'

// Random operations against the API and against a plain model: users, details, members, totals and an export agree.
// MUSTER_MODEL_RUNS: how many runs (npm run test:model has more of them). They go side by side, each in a project of its own:
// most of a run is waiting.
const RUNS = Number(process.env['MUSTER_MODEL_RUNS'] ?? 2000)
const LANES = ['one', 'two', 'three', 'four']
const server = await startMuster({
  MUSTER_LIMIT_REQUESTS_PER_SECOND: '0',
  MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '0',
  MUSTER_EXPORT_CONCURRENCY: String(LANES.length),
})

const NAMES = ['alice', 'ALICE', 'Bob', 'bob.b', '王伟', 'Émile', 'z_9']
const name = fc.constantFrom(...NAMES)
const domain = fc.constantFrom('', 'corp')
const nameOfGroup = fc.constantFrom('Sales', 'SALES', '研发部', '50% off')
const text = fc.constantFrom('', 'dev', '=1+1', '销售', '%_')
/** Which of those that there are; taken modulo their number. */
const pick = fc.nat(9)

const operations = fc.array(
  fc.oneof(
    fc.record({ op: fc.constant('create'), name, domain, text, admin: fc.boolean() }),
    fc.record({ op: fc.constant('batch'), names: fc.array(name, { minLength: 1, maxLength: 4 }), domain }),
    fc.record({ op: fc.constant('update'), pick, text, disabled: fc.boolean() }),
    fc.record({ op: fc.constant('act'), pick, action: fc.constantFrom('LOCK', 'UNLOCK') }),
    fc.record({ op: fc.constant('desktops'), pick, desktops: fc.nat(1) }),
    fc.record({ op: fc.constant('delete'), pick }),
    fc.record({ op: fc.constant('deleteMany'), picks: fc.array(pick, { minLength: 1, maxLength: 3 }) }),
    fc.record({ op: fc.constant('createGroup'), groupName: nameOfGroup, text }),
    fc.record({ op: fc.constant('updateGroup'), pick, groupName: nameOfGroup }),
    fc.record({ op: fc.constant('deleteGroup'), pick }),
    fc.record({
      op: fc.constant('members'),
      pick,
      add: fc.boolean(),
      picks: fc.array(pick, { minLength: 1, maxLength: 4 }),
    }),
  ),
  { minLength: 5, maxLength: 25 },
)
type Step = Readonly<Record<string, unknown>> & { op: string }

describe('whatever is done, the directory is what a plain model says', { concurrency: true }, () => {
  for (const project of LANES) {
    void test(`project ${project}`, async () => {
      await createProject(server, project)
      const muster: Muster = {
        ...server,
        project,
        call: (request, options) => server.call(request.replace('{p}', project), options),
      }
      await fc.assert(
        fc.asyncProperty(operations, async (steps) => {
          await clear(muster)
          const model = new ModelDirectory()
          for (const step of steps as Step[]) await apply(muster, model, step)
          await compare(muster, model)
        }),
        {
          numRuns: Math.ceil(RUNS / LANES.length),
          interruptAfterTimeLimit: 3_600_000,
          markInterruptAsFailure: true,
        },
      )
    })
  }
})

const send = async (muster: Muster, request: string, body?: object): Promise<{ ok: boolean; id: string }> => {
  const answer = await muster.call(request, { body })
  assert.ok(answer.status < 500, `${request}: ${answer.text}`)
  const { id = '' } = answer.bytes.length === 0 ? {} : answer.json<{ id?: string }>()
  return { ok: answer.status < 400, id }
}

async function apply(muster: Muster, model: ModelDirectory, step: Step): Promise<void> {
  const users = [...model.users.keys()]
  const groups = [...model.groups.keys()]
  const at = (ids: readonly string[], which: unknown) =>
    ids[Number(which) % Math.max(1, ids.length)] ?? 'none'
  const user = at(users, step['pick'])
  const group = at(groups, step['pick'])
  const known = model.users.get(user)
  const knownGroup = model.groups.get(group)
  const some = ((step['picks'] as unknown[]) ?? []).map((which) => at(users, which))
  const given = { name: String(step['name']), domain: String(step['domain']) }
  const description = String(step['text'])
  const groupName = String(step['groupName'])
  switch (step.op) {
    case 'create': {
      const active = step['admin'] ? 'ADMIN_ACTIVATE' : 'USER_ACTIVATE'
      const { ok, id } = await send(muster, 'POST /v2/{p}/users', {
        user_name: given.name,
        domain: given.domain,
        description,
        active_type: active,
        user_email: 'a@example.com',
        password: 'Passw0rd!',
      })
      assert.equal(ok, !model.hasName(given.name, given.domain))
      if (ok) addUser(model, { ...given, id, description, activeType: active })
      return
    }
    case 'batch': {
      const names = step['names'] as string[]
      const { ok } = await send(muster, 'POST /v2/{p}/users/batch-create', {
        users: names.map((user_name) => ({ user_name, domain: given.domain, user_email: 'a@example.com' })),
      })
      const distinct = new Set(names.map((one) => one.toLowerCase())).size === names.length
      assert.equal(ok, distinct && names.every((one) => !model.hasName(one, given.domain)))
      if (!ok) return
      const { users: listed } = await list<Listed>(muster, 'users')
      for (const one of names) {
        const found = listed.find((row) => row.user_name === one && row.domain === given.domain)
        addUser(model, { name: one, domain: given.domain, id: found?.id ?? '', description: null })
      }
      return
    }
    case 'update': {
      const disabled = Boolean(step['disabled'])
      const { ok } = await send(muster, `PUT /v2/{p}/users/${user}`, { description, disabled })
      assert.equal(ok, known !== undefined)
      if (known) Object.assign(known, { description: description || null, disabled })
      return
    }
    case 'act': {
      const { ok } = await send(muster, `POST /v2/{p}/users/${user}/actions`, { op_type: step['action'] })
      assert.equal(ok, known !== undefined)
      if (known) known.locked = step['action'] === 'LOCK'
      return
    }
    case 'desktops':
      // No operation sets them: bin/muster admin desktop-user does.
      if (known === undefined) return
      await runSql(muster, 'UPDATE users SET total_desktops = $1 WHERE id = $2', [step['desktops'], user])
      known.desktops = Number(step['desktops'])
      return
    case 'delete': {
      const { ok } = await send(muster, `DELETE /v2/{p}/users/${user}`)
      assert.equal(ok, model.deleteUsers([user]))
      return
    }
    case 'deleteMany': {
      const { ok } = await send(muster, 'POST /v2/{p}/users/batch-delete', { user_ids: some })
      assert.equal(ok, model.deleteUsers(some))
      return
    }
    case 'createGroup': {
      const { ok } = await send(muster, 'POST /v2/{p}/groups', {
        group_name: groupName,
        platform_type: 'LOCAL',
        description,
      })
      assert.equal(ok, !model.hasGroup(groupName))
      if (!ok) return
      const { user_groups: listed } = await list<ListedGroups>(muster, 'groups')
      const id = listed.find((row) => row.name === groupName)?.id ?? ''
      model.groups.set(id, { id, name: groupName, description, members: new Set() })
      return
    }
    case 'updateGroup': {
      const { ok } = await send(muster, `PUT /v2/{p}/groups/${group}`, { group_name: groupName })
      assert.equal(ok, knownGroup !== undefined && !model.hasGroup(groupName, group))
      if (ok && knownGroup) knownGroup.name = groupName
      return
    }
    case 'deleteGroup': {
      const { ok } = await send(muster, `DELETE /v2/{p}/groups/${group}`)
      assert.equal(ok, model.groups.delete(group))
      return
    }
    case 'members': {
      const { ok } = await send(muster, `POST /v2/{p}/groups/${group}/actions`, {
        op_type: step['add'] ? 'ADD' : 'DELETE',
        user_ids: some,
      })
      assert.equal(ok, knownGroup !== undefined && some.every((id) => model.users.has(id)))
      if (!ok || !knownGroup) return
      for (const id of some) {
        if (step['add']) knownGroup.members.add(id)
        else knownGroup.members.delete(id)
      }
      return
    }
    default:
      assert.fail(step.op)
  }
}

interface Listed {
  readonly total_count: number
  readonly users: readonly Readonly<
    Record<string, unknown> & { id: string; user_name: string; domain: string }
  >[]
}
interface ListedGroups {
  readonly total_count: number
  readonly user_groups: readonly Readonly<Record<string, unknown> & { id: string; name: string }>[]
}

async function list<T>(muster: Muster, what: string): Promise<T> {
  const answer = await muster.call(`GET /v2/{p}/${what}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json<T>()
}

async function clear(muster: Muster): Promise<void> {
  const gone = `WITH users AS (DELETE FROM users WHERE project_id = $1)
    DELETE FROM user_groups WHERE project_id = $1`
  await runSql(muster, gone, [muster.project])
}

function addUser(
  model: ModelDirectory,
  user: Pick<ModelUser, 'id' | 'name' | 'domain' | 'description'> & Partial<ModelUser>,
): void {
  assert.ok(user.id)
  const rest = { activeType: 'USER_ACTIVATE', locked: false, disabled: false, desktops: 0 } as const
  model.users.set(user.id, { ...rest, ...user })
}

/** List, details, members, totals and an export: each must say what the model does. */
async function compare(muster: Muster, model: ModelDirectory): Promise<void> {
  const expected = model.sorted()
  const shown = (user: ModelUser) => ({
    id: user.id,
    user_name: user.name,
    domain: user.domain,
    // What was created empty and what was cleared look the same.
    description: user.description || null,
    active_type: user.activeType,
    locked: user.locked,
    disabled: user.disabled,
    total_desktops: user.desktops,
    group_names: model.groupNames(user.id),
  })
  const picked = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.keys(shown(expected[0] ?? ({} as ModelUser))).map((field) => [
        field,
        field === 'description' ? row[field] || null : row[field],
      ]),
    )

  const users = await list<Listed>(muster, 'users')
  assert.deepEqual([users.total_count, users.users.map(picked)], [expected.length, expected.map(shown)])

  const statistics = await muster.call('GET /v3/{p}/users/statistics')
  const { status } = statistics.json<{ status: Record<string, number> }>()
  assert.deepEqual(
    [status['DISABLED'], status['LOCKED']],
    [
      expected.filter((user) => user.disabled).length,
      expected.filter((user) => user.locked && !user.disabled).length,
    ],
  )

  const groups = await list<ListedGroups>(muster, 'groups')
  assert.equal(groups.total_count, model.groups.size)
  for (const row of groups.user_groups) {
    const group = model.groups.get(row.id)
    const members = model.sorted([...(group?.members ?? [])].flatMap((id) => model.users.get(id) ?? []))
    const desktops = members.reduce((sum, user) => sum + user.desktops, 0)
    assert.deepEqual(
      [row.name, row['description'], row['user_quantity'], row['total_desktops']],
      [group?.name, group?.description, members.length, desktops],
    )
    const page = await list<Listed>(muster, `groups/${row.id}/users`)
    assert.deepEqual(
      page.users.map(({ id }) => id),
      members.map(({ id }) => id),
    )
  }

  const last = expected.at(-1)
  if (last !== undefined) {
    const answer = await muster.call(`GET /v2/{p}/users/${last.id}`)
    assert.deepEqual(picked(answer.json<{ user_detail: Record<string, unknown> }>().user_detail), shown(last))
  }

  const { workbook } = await exportUsers(muster, { active_type: 'ALL' })
  assert.deepEqual(
    workbook.rows.map((row) => [row['User ID'], row['Username'], row['User Groups'], row['Desktops']]),
    expected.map((user) => [user.id, user.name, model.groupNames(user.id).join('; ') || null, user.desktops]),
  )
}
