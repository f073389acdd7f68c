import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type PageOptions, fillSignIn, furtherLooks, skipPages, startBrowser } from '../support/browser.ts'
import { policyOf } from '../support/iam-users.ts'
import { plantGrant } from '../support/iam-users.ts'
import { credentials } from '../support/settings.ts'
import { addTokenUser } from '../support/token-users.ts'
import { createEnterpriseProject } from '../support/users.ts'
import { signedBy } from '../support/who.ts'

const muster = await startMuster({ MUSTER_ROLE: 'api' })
const open = await startBrowser()
const skip = skipPages
await createEnterpriseProject(muster, '3')
const eve = await addTokenUser(muster, 'eve')
await plantGrant(muster, eve, { policy: policyOf('Deny', 'workspace:users:export') })

async function signedIn(path: string, options: PageOptions = {}, user = credentials.user) {
  const watched = await open(muster.url + path, options)
  await fillSignIn(watched.page, { ...credentials, user })
  await watched.page.getByRole('button', { name: `acme/${user}` }).waitFor()
  return watched
}

test('from nothing to a user who may export: user, key, group, policy, grant', { skip }, async () => {
  const watched = await signedIn('/access/users', { expectedStatuses: [400] })
  const { page } = watched
  const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click()
  const dialog = page.getByRole('dialog').last()
  await press('Create IAM user')
  await dialog.getByLabel('Name').fill('bob')
  await press('Save')
  await press('bob')
  await press('Create access key')
  const secret = await page.locator('pre[aria-label="Secret key (SK)"]').innerText()
  const access = await page.locator('pre[aria-label="Access key (AK)"]').innerText()
  await press('I have it')
  await page.getByText(access).waitFor()
  assert.equal(await page.getByText(secret).count(), 0)
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Policies' }).click()
  await press('Create policy')
  await dialog.getByLabel('Name').fill('exporter')
  const editor = dialog.getByLabel('Policy document (JSON)')
  await editor.fill('{"Version": ')
  await dialog.getByText('This is not JSON').waitFor()
  await editor.fill(
    '{"Version": "1.1", "Statement": [{"Effect": "Perhaps", "Action": ["workspace:users:export"]}]}',
  )
  await press('Save')
  // The server's own rules, in its own words; what is typed stays.
  await dialog.getByRole('alert').getByText('Effect').waitFor()
  await editor.fill(
    '{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["workspace:users:export"]}]}',
  )
  await press('Save')
  await page.getByRole('button', { name: 'exporter' }).waitFor()

  await page.getByRole('link', { name: 'IAM groups' }).click()
  await press('Create IAM group')
  await dialog.getByLabel('Name').fill('exporters')
  await press('Save')
  await press('exporters')
  await page.getByLabel('Choose a user').click()
  await page.getByTitle('bob').click()
  await press('Add')
  await page.getByRole('button', { name: 'Remove' }).waitFor()
  await page.getByLabel('Where').click()
  await page.getByTitle('enterprise project 3').click()
  await page.getByText('Nothing is granted here').waitFor()
  await page.getByLabel('Choose a policy').fill('exporter')
  await page.getByTitle('exporter').click()
  await press('Grant')
  await page.getByRole('button', { name: 'Take back' }).waitFor()

  // As the page said, so it is.
  const who = signedBy({ access_key: access, secret_key: secret })
  const answer = await muster.call('POST /v3/{p}/users/export', { who, body: { active_type: 'ALL' } })
  assert.equal(answer.status, 200, answer.text)
  await page.goto(`${muster.url}/access/simulator`)
  await page.getByLabel('Choose a user').click()
  await page.getByTitle('bob').click()
  await page.locator('.ant-select-auto-complete input').fill('workspace:users:export')
  await page.getByText('Yes, bob may.').waitFor()
  await page.getByText('Statement 1 of exporter, on enterprise_project:3').waitFor()
  await page.getByText('Only in the enterprise projects 3.').waitFor()

  await page.getByRole('link', { name: 'IAM users' }).click()
  await page.getByRole('row', { name: /bob/ }).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Delete bob?').waitFor()
  await press('Delete')
  await page.getByRole('row', { name: /bob/ }).waitFor({ state: 'detached' })
  watched.checkManners()
})

test('a pasted refusal is decoded, and leads to the same question', { skip }, async () => {
  const refused = await muster.call('POST /v3/{p}/users/export', { who: eve.who, body: {} })
  assert.equal(refused.status, 403)
  const watched = await signedIn('/access/refusal')
  const { page } = watched
  await page.getByLabel('Encoded message').fill(refused.text)
  await page.getByRole('button', { name: 'Decode' }).click()
  await page.getByText('explicit deny by role-based policy').first().waitFor()
  await page.getByText(/^eve wanted workspace:users:export on /).waitFor()
  await page.getByRole('link', { name: 'Ask the same' }).click()
  await page.getByText('No, eve may not.').waitFor()
  await page.getByText('A statement denies it').waitFor()
  watched.checkManners()
})

test('audit events are found and saved', { skip }, async () => {
  const watched = await signedIn('/access/audit')
  const { page } = watched
  await page.getByLabel('User name').fill('eve')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL(/user_name=eve/)
  await page
    .getByRole('row', { name: /eve ExportUsersNew Denied 403/ })
    .first()
    .waitFor()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON lines' }).click(),
  ])
  const lines = (await readFile(await saved.path(), 'utf8')).trim().split('\n')
  assert.ok(lines.length > 0)
  for (const line of lines) assert.equal((JSON.parse(line) as { user_name: string }).user_name, 'eve')
  watched.checkManners()
})

test('who may nothing has his own keys, and can ask about himself', { skip }, async () => {
  const watched = await signedIn('/access', {}, 'eve')
  const { page } = watched
  await page.getByRole('link', { name: 'My access keys' }).waitFor()
  assert.deepEqual(await page.getByRole('navigation', { name: 'Access' }).getByRole('link').allInnerTexts(), [
    'My access keys',
    'May they?',
  ])
  await page.getByText(/^TOKENUSEREVE/).waitFor()
  await page.getByRole('link', { name: 'May they?' }).click()
  await page.locator('.ant-select-auto-complete input').fill('workspace:users:export')
  await page.getByText('No, eve may not.').waitFor()
  watched.checkManners()
})

for (const { locale, colorScheme, width } of furtherLooks) {
  void test(`access is accessible: ${locale}, ${colorScheme}, ${width}`, { skip }, async () => {
    const watched = await signedIn('/access/users', { locale, colorScheme, viewport: { width, height: 900 } })
    for (const tab of ['users', 'policies', 'keys', 'simulator', 'audit', 'refusal']) {
      await watched.page.goto(`${muster.url}/access/${tab}`)
      await watched.page.locator('.sub-nav a[aria-current]').waitFor()
      await watched.page.locator('.ant-skeleton').waitFor({ state: 'detached' })
      await watched.checkAccessibility()
    }
    watched.checkManners()
  })
}
