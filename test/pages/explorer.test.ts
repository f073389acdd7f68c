import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import type { Page } from 'playwright-core'

import { loadSample } from '../../src/directory/sample/load-sample.ts'
import { startMuster } from '../support/acceptance.ts'
import { type PageOptions, fillSignIn, looks, skipPages, startBrowser } from '../support/browser.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { credentials } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { addTokenUser } from '../support/token-users.ts'

const muster = await startMuster()
const open = await startBrowser()
const skip = skipPages
const [row] = await runSql<{ account_id: string }>(muster, 'SELECT account_id FROM projects WHERE id = $1', [
  muster.project,
])
const order = { project: { id: muster.project, accountId: row?.account_id ?? '' }, users: 10_000, seed: 1 }
await loadSample(muster.databaseUrl, order, () => {})
const eve = await addTokenUser(muster, 'eve', [])
await runSql(
  muster,
  `INSERT INTO policies (account_id, id, name, document) VALUES ($1, 'decoder', 'decoder', $2)`,
  [
    eve.accountId,
    JSON.stringify({
      Version: '1.1',
      Statement: [{ Effect: 'Allow', Action: ['sts::decodeAuthorizationMessage'] }],
    }),
  ],
)
await runSql(
  muster,
  `INSERT INTO grants (account_id, id, policy_id, user_id, scope, scope_id) VALUES ($1, 'g', 'decoder', $2, 'account', $1)`,
  [eve.accountId, eve.id],
)

async function signedIn(path: string, options: PageOptions = {}, user = credentials.user) {
  const watched = await open(muster.url + path, options)
  await fillSignIn(watched.page, { ...credentials, user })
  await watched.page.getByRole('button', { name: `acme/${user}` }).waitFor()
  return watched
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

test('an export is debugged by the session: what went and what came', { skip }, async () => {
  const watched = await signedIn('/explorer/ExportUsersNew')
  const { page } = watched
  await page.getByLabel('user_name', { exact: true }).fill('li')
  await tab(page, 'Debug')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('200 OK').waitFor()
  const sent = await page.getByLabel('Request as sent').innerText()
  assert.match(sent, /POST \/v3\/\w+\/users\/export HTTP\/1\.1/)
  assert.match(sent, /\{"user_name":"li"\}/)
  assert.match(sent, /x-auth-token: .{4}••/)
  assert.match(await page.locator('pre[aria-label="Answer"]').innerText(), /"task_id": "[0-9a-f]{32}"/)
  // The address holds what is filled in.
  assert.match(decodeURIComponent(page.url()), /body=\{"user_name":"li"\}/)
  watched.checkManners()
})

test('by AK and SK, with the ladder to the signature', { skip }, async () => {
  const watched = await signedIn('/explorer/ListUsers', { expectedStatuses: [401] })
  const { page } = watched
  await page.locator('[id="query.limit"]').fill('3')
  await tab(page, 'Debug')
  await page.getByText('By AK/SK').click()
  await page.getByLabel('Access key (AK)').fill(credentials.access_key)
  await page.getByLabel('Secret key (SK)').fill('wrong')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('What this error means').waitFor()
  await page.getByText('(signatureWrong)').waitFor()
  await page.getByLabel('Secret key (SK)').fill(credentials.secret_key)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('200 OK').waitFor()
  await page.getByText('How it was signed').click()
  assert.match(
    await page.locator('pre[aria-label="Canonical request"]').innerText(),
    /^GET\n\/v2\/\w+\/users\/\nlimit=3\n/,
  )
  assert.match(
    await page.locator('pre[aria-label="String to sign"]').innerText(),
    /^SDK-HMAC-SHA256\n\d{8}T\d{6}Z\n/,
  )
  const everything = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  assert.ok(!everything.includes(credentials.secret_key) && !page.url().includes('secret'))
  watched.checkManners()
})

test('three steps end in a workbook with exactly the filtered users', { skip }, async () => {
  const watched = await signedIn('/explorer/ExportUsersNew?body=%7B%22active_type%22%3A%22ALL%22%7D')
  const { page } = watched
  await page.getByLabel('description', { exact: true }).fill('桌面用户')
  await page.getByRole('button', { name: 'Export with this filter' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the workbook' }).click()
  const download = await saving
  const { rows } = await readWorkbook(await readFile(await download.path()))
  const expected = await runSql<{ user_name: string }>(
    muster,
    `SELECT user_name FROM users WHERE project_id = $1 AND description LIKE '%桌面用户%' ORDER BY user_name_key, id`,
    [muster.project],
  )
  assert.equal(rows.length, 5000)
  assert.deepEqual(
    rows.map((one) => one['Username']),
    expected.map(({ user_name }) => user_name),
  )
  assert.match(download.suggestedFilename(), /\.xlsx$/)
  watched.checkManners()
})

test('a user without permission sees the reason of the refusal decoded', { skip }, async () => {
  const watched = await signedIn('/explorer/ExportUsersNew', { expectedStatuses: [403] }, 'eve')
  const { page } = watched
  await tab(page, 'Debug')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('403 Forbidden').waitFor()
  await page.getByRole('button', { name: 'Why was this refused?' }).click()
  const reason = await page.locator('pre[aria-label="Why was this refused?"]').innerText()
  assert.match(reason, /"action": "workspace:users:export"/)
  assert.match(reason, /implicit deny/)
  watched.checkManners()
})

test('code follows the form; its language is remembered', { skip }, async () => {
  const watched = await signedIn('/explorer/ExportUsersNew')
  const { page } = watched
  await page.getByLabel('user_name', { exact: true }).fill('quote"$x')
  await page.getByLabel('Language of the sample code').click()
  await page.locator('.ant-select-item-option[title="curl"]').click()
  await page.locator('pre.code-sample', { hasText: 'curl' }).waitFor()
  await page.locator('pre.code-sample', { hasText: 'quote' }).waitFor()
  assert.ok(!(await page.locator('pre.code-sample').innerText()).includes('description'))
  await page.reload()
  await page.locator('pre.code-sample', { hasText: 'curl' }).waitFor()
  watched.checkManners()
})

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`a list unfolds, but not for who asked for less motion: ${reducedMotion}`, { skip }, async () => {
    const { page } = await signedIn('/explorer/ExportUsersNew', { reducedMotion })
    await page.evaluate(
      `document.addEventListener('animationstart', (event) => { document.body.dataset.moved += ' ' + event.animationName })`,
    )
    await page.getByLabel('Language of the sample code').click()
    if (reducedMotion === 'no-preference') {
      await page.locator('body[data-moved*="SlideUp"]').waitFor()
    } else {
      await page.locator('.ant-select-item-option[title="Go"]').click()
      await page.locator('pre.code-sample', { hasText: 'package main' }).waitFor()
      assert.doesNotMatch(await page.evaluate<string>('String(document.body.dataset.moved)'), /Slide/)
    }
  })
}

test('the keyboard alone: / searches, Enter opens', { skip }, async () => {
  const watched = await signedIn('/explorer/ExportUsersNew')
  const { page } = watched
  await page.getByRole('heading', { name: 'ExportUsersNew' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('DeleteExport')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  if (!page.url().includes('DeleteExportTasks')) await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'DeleteExportTasks', exact: true }).waitFor()
  watched.checkManners()
})

for (const by of ['session', 'AK/SK']) {
  void test(`a file is uploaded from the form: ${by}`, { skip }, async () => {
    const watched = await signedIn('/explorer/ImportUsers')
    const { page } = watched
    await tab(page, 'Debug')
    assert.equal(await page.getByRole('button', { name: 'Send' }).isDisabled(), true)
    await page.locator('input[type=file]').setInputFiles({
      name: 'users.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Username,Email\nfrom-${by.slice(0, 2)},a@example.com\n`),
    })
    if (by !== 'session') {
      await page.getByText('By AK/SK').click()
      await page.getByLabel('Access key (AK)').fill(credentials.access_key)
      await page.getByLabel('Secret key (SK)').fill(credentials.secret_key)
    }
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('200 OK').waitFor()
    assert.match(
      await page.getByLabel('Request as sent').innerText(),
      /multipart\/form-data; boundary=muster-.*bytes/s,
    )
    watched.checkManners()
  })
}

test('on a phone the parameters are one step and the result is the next', { skip }, async () => {
  const watched = await signedIn('/explorer/ExportUsersNew', { viewport: { width: 390, height: 800 } })
  const { page } = watched
  const form = page.locator('.explorer-form')
  const result = page.locator('.explorer-result')
  await form.waitFor()
  assert.equal(await result.isVisible(), false)
  await page.locator('[id="body.user_name"]').fill('li')
  await page.getByRole('button', { name: 'Code and debugging' }).click()
  await result.waitFor()
  assert.equal(await form.isVisible(), false)
  assert.match(await page.locator('pre.code-sample').innerText(), /li/)
  await page.goBack()
  await form.waitFor()
  assert.equal(await page.locator('[id="body.user_name"]').inputValue(), 'li')
  watched.checkManners()
})

for (const { locale, colorScheme, width } of looks) {
  void test(
    `pages are accessible and well-behaved: ${locale}, ${colorScheme}, ${width}`,
    { skip },
    async () => {
      const watched = await signedIn('/explorer/ExportUsersNew', {
        locale,
        colorScheme,
        viewport: { width, height: 900 },
      })
      const { page } = watched
      await watched.checkAccessibility()
      for (const path of [
        '/explorer',
        '/explorer/BatchCreateUsers',
        '/explorer/signature',
        // The reference of all operations is long: half a minute by itself.
        ...(locale === 'en-US' && width === 1400 ? ['/docs'] : []),
        '/docs/permissions',
        '/docs/errors',
        '/docs/README',
      ]) {
        await page.goto(muster.url + path)
        await page.locator('h1:visible, h2:visible').first().waitFor()
        await watched.checkAccessibility()
      }
      watched.checkManners()
    },
  )
}
