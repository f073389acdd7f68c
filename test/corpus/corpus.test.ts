/** Text that nobody here wrote, and every state of a user: in by the API, out by the workbook. */

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { download, startExport, waitForTask } from '../support/exports.ts'
import { importUsers } from '../support/import-form.ts'
import { createUsers } from '../support/users.ts'
import { cut } from './cut.ts'
import { type KnownUser, nameKey } from './expected-row.ts'
import { type Maintainer, debianMaintainers } from './maintainers.ts'
import { isName, isStorable, naughtyTexts } from './naughty.ts'
import { plainUser } from './plain-user.ts'
import { readBackTests } from './read-back.ts'
import { applyStates, createGroups, stateUsers } from './states.ts'

const muster = await startMuster()
const users: KnownUser[] = []
const taken = new Set<string>()

/** Takes a name; false: somebody has it. */
function take(name: string): boolean {
  if (taken.has(nameKey(name))) return false
  taken.add(nameKey(name))
  return true
}

await createGroups(muster)
const states = stateUsers()
users.push(...states)
for (const { user_name: name } of states) take(name)

const storable = naughtyTexts.filter(isStorable)
const nameOf = (index: number) => `naughty-${String(index).padStart(4, '0')}`
for (const [index, description] of storable.entries()) {
  users.push(plainUser({ user_name: nameOf(index), description }))
}

const maintainers = await debianMaintainers()
for (const [index, maintainer] of maintainers.entries()) users.push(maintainerUser(maintainer, index))
await createUsers(muster, users)
await applyStates(muster, states)

function maintainerUser({ name, email }: Maintainer, index: number): KnownUser {
  const letters = cut(name.replaceAll(/[^\p{L}\p{M}\p{Nd}._-]|^[^\p{L}\p{Nd}]+/gu, ''), 32)
  const user_name =
    isName(letters) && take(letters) ? letters : `maintainer-${String(index).padStart(4, '0')}`
  const fits = /^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 64
  return plainUser({
    user_name,
    description: cut(name, 255),
    ...(fits ? { user_email: email } : {}),
    user_phone: index % 3 === 0 ? `+86138${String(index).padStart(8, '0')}` : '',
    active_type: index % 4 === 0 ? 'ADMIN_ACTIVATE' : 'USER_ACTIVATE',
  })
}

const { refused, accepted } = await tryAsNames()
users.push(...accepted)

/** Tries to create a user of each naughty name. */
async function tryAsNames() {
  const outcome = { refused: [] as string[], accepted: [] as KnownUser[] }
  for (const text of naughtyTexts) {
    const user = plainUser({ user_name: text, description: 'a naughty name' })
    const answer = await muster.call('POST /v2/{p}/users', { body: user })
    const allowed = isName(text)
    if (allowed && take(text)) {
      assert.equal(answer.status, 201, `${text}: ${answer.text}`)
      outcome.accepted.push(user)
    } else {
      assert.equal(answer.status, 400, `${text}: ${answer.text}`)
      assert.ok(allowed || answer.text.includes('user_name'), `${text}: ${answer.text}`)
      outcome.refused.push(text)
    }
  }
  return outcome
}

void test('naughty strings are names where the rule allows them', () => {
  assert.ok(accepted.length > 30, String(accepted.length))
  assert.ok(refused.length > 300, String(refused.length))
})

const noLists = maintainers.length === 0 && 'this machine has no Debian package list'
void test('maintainers of Debian packages are there', { skip: noLists }, () => {
  assert.ok(maintainers.length > 50, String(maintainers.length))
  assert.ok(maintainers.some(({ name }) => /[^\0-\x7f]/.test(name)))
})

const unstorable = ['\0', 'a\0b', '\ud800', '\udc00x', 'x\udbff', '\udc00\ud800', ...naughtyTexts]
for (const text of unstorable.filter((given) => !isStorable(given))) {
  void test(`${JSON.stringify(text)} can be no description, name or filter`, async () => {
    for (const field of ['description', 'user_name', 'alias_name']) {
      const body = { ...plainUser({ user_name: 'unstorable' }), [field]: text }
      const one = await muster.call('POST /v2/{p}/users', { body })
      assert.equal(one.status, 400, one.text)
      assert.ok(one.text.includes(`\`${field}\``), one.text)
      const many = await muster.call('POST /v2/{p}/users/batch-create', { body: { users: [body] } })
      assert.equal(many.status, 400, many.text)
    }
    const asked = await muster.call('POST /v3/{p}/users/export', { body: { description: text } })
    assert.equal(asked.status, 400, asked.text)
  })
}

void test('each naughty string finds the user who has it', async () => {
  for (const [index, text] of storable.entries()) {
    const query = new URLSearchParams({ description: text, user_name: nameOf(index) })
    const answer = await muster.call(`GET /v2/{p}/users?${query.toString().replaceAll('+', '%20')}`)
    assert.equal(answer.status, 200, `${text}: ${answer.text}`)
    const found = answer.json<{ users: { description: string }[] }>().users
    assert.deepEqual(
      found.map(({ description }) => description),
      [text],
    )
  }
})

await readBackTests(muster, users)

for (const language of ['en_US', 'zh_CN'] as const) {
  void test(`the export in ${language} goes back in, and every row says what the directory says`, async () => {
    const id = await startExport(muster, { active_type: 'ALL', language })
    await waitForTask(muster, id)
    const { counts } = await importUsers(muster, await download(muster, id), { mode: 'upsert', language })
    assert.deepEqual(counts, [0, 0, users.length, 0])
  })
}
