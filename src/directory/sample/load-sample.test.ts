import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../../test/support/directory.ts'
import { loadSample } from './load-sample.ts'
import { sampleUser } from './sample-users.ts'
import { enterpriseProjects, groups } from './words.ts'

const { url, database, project } = await openTestDirectory()

async function load(users: number, seed = 1): Promise<{ added: number; reported: number[] }> {
  const reported: number[] = []
  const added = await loadSample(url, { project, users, seed }, (done) => reported.push(done))
  return { added, reported }
}

const stored = () => database.selectFrom('users').selectAll().orderBy('id').execute()

test('a sample is loaded once: a second load of it adds nothing and changes nothing', async () => {
  assert.deepEqual(await load(1000), { added: 1000, reported: [1000] })
  const first = await stored()
  assert.deepEqual(await load(1000), { added: 0, reported: [1000] })
  assert.deepEqual(await stored(), first)
  assert.deepEqual(await load(1500), { added: 500, reported: [1500] })
  assert.deepEqual(await load(0), { added: 0, reported: [] })
})

test('what is stored is what was made, with its enterprise project and groups', async () => {
  const sizes = { enterpriseProjects: enterpriseProjects.length, groups: groups.length }
  const places = await database.selectFrom('enterprise_projects').select(['id', 'name']).execute()
  const known = await database.selectFrom('user_groups').select('number').orderBy('id').execute()
  const rows = new Map((await stored()).map((row) => [row.id, row]))
  for (let number = 0; number < 1500; number++) {
    const { enterpriseProject, groups: memberships, ...made } = sampleUser(1, number, sizes)
    const row = rows.get(made.id)
    assert.ok(row)
    assert.deepEqual({ ...row, ...made }, row)
    const place = places.find(({ id }) => id === row.enterprise_project_id)
    assert.equal(place?.name, enterpriseProjects[enterpriseProject])
    assert.deepEqual(
      row.group_numbers,
      memberships.map((group) => known[group]?.number),
    )
  }
})

test('there are ten enterprise projects, the default one among them, and each group once', async () => {
  const places = await database.selectFrom('enterprise_projects').select(['id', 'name']).execute()
  assert.equal(places.length, 10)
  assert.deepEqual(
    places.find(({ id }) => id === '0'),
    { id: '0', name: 'default' },
  )
  const names = await database.selectFrom('user_groups').select('name').execute()
  assert.deepEqual(names.map(({ name }) => name).toSorted(), groups.toSorted())
})

test('another seed adds other users beside the first', async () => {
  const before = (await stored()).length
  const { added } = await load(1000, 2)
  assert.ok(added > 900, `${added} were new`)
  assert.equal((await stored()).length, before + added)
})
