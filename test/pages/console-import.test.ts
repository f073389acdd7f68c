import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type PageOptions, fillSignIn, furtherLooks, skipPages, startBrowser } from '../support/browser.ts'
import { cloneLargeDirectory } from '../support/large-directory.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { credentials } from '../support/settings.ts'
import { createUsers } from '../support/users.ts'

const muster = await startMuster({}, cloneLargeDirectory)
const open = await startBrowser()
const skip = skipPages
await createUsers(muster, [{ user_name: 'anna.a', user_email: 'a@example.com', description: 'old' }])

const FILE = `Username,Email,Description,Shoe Size
anna.a,a@example.com,new,38
bert.b,b@example.com,,40
carl.c,nowhere,,41
`

async function signedIn(path: string, options: PageOptions = {}) {
  const watched = await open(muster.url + path, options)
  await fillSignIn(watched.page, credentials)
  await watched.page.getByRole('button', { name: 'acme/admin' }).waitFor()
  return watched
}

const users = async () =>
  (await muster.call('GET /v2/{p}/users?user_names=anna.a&user_names=bert.b')).json<{
    users: { user_name: string; description: string }[]
  }>().users

test(
  'a dropped file is checked, shown as differences, corrected, imported; the report is a file',
  { skip },
  async () => {
    const watched = await signedIn('/users')
    const { page } = watched
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    // Dropped, as from the desktop.
    const dropped = await page.evaluateHandle(`(() => {
  const transfer = new DataTransfer()
  transfer.items.add(new File([${JSON.stringify(FILE)}], 'users.csv'))
  return transfer
})()`)
    await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: dropped })
    await page.getByText('users.csv').waitFor()
    await page.getByRole('button', { name: 'Check the file' }).click()
    await page.getByText('Refused rows: 1').waitFor()
    await page.getByRole('row', { name: /carl.c .*\[Email\].*Email: nowhere/ }).waitFor()
    await page.getByText('Passed over').waitFor()
    await page.getByText('Updated 1').click()
    await page.getByRole('row', { name: /anna.a Description: old → new/ }).waitFor()
    await page.getByText('Created 1').click()
    await page.getByRole('row', { name: /bert.b .*Email: b@example.com/ }).waitFor()
    assert.deepEqual(
      (await users()).map((user) => [user.user_name, user.description]),
      [['anna.a', 'old']],
    )

    // As chosen nothing would happen; the others are imported once that is wanted.
    const apply = page.getByRole('button', { name: 'Import now: create 1, update 1' })
    assert.equal(await apply.getAttribute('disabled'), '')
    await page.getByText('the other rows are imported').click()
    await apply.click()
    await page.getByText('Done: 1 created, 1 updated.').waitFor()
    assert.deepEqual(
      (await users()).map((user) => [user.user_name, user.description]),
      [
        ['anna.a', 'new'],
        ['bert.b', null],
      ],
    )
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the report' }).click(),
    ])
    const report = await readWorkbook(await readFile(await saved.path()))
    assert.deepEqual(
      report.rows.map((row) => row['Result']),
      ['Updated', 'Created', 'Refused'],
    )
    // The export centre leads back to the rows.
    await page.getByRole('link', { name: 'Export centre' }).click()
    await page.getByRole('button', { name: 'Show the rows' }).first().click()
    await page.getByText('Done: 1 created, 1 updated.').waitFor()
    watched.checkManners()
  },
)

test('by keyboard alone; what is no table is refused at once, and the page stays', { skip }, async () => {
  const watched = await signedIn('/users/import', { expectedStatuses: [400] })
  const { page } = watched
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'or choose one' }).press('Enter'),
  ])
  await chooser.setFiles({ name: 'broken.xlsx', mimeType: '', buffer: Buffer.from('PK\u0003\u0004 no') })
  await page.getByText('broken.xlsx').waitFor()
  await page.getByRole('button', { name: 'Check the file' }).press('Enter')
  await page.getByRole('alert').filter({ hasText: '`file`' }).waitFor()
  await page.getByText('broken.xlsx').waitFor()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the template' }).press('Enter'),
  ])
  assert.equal((await readFile(await saved.path())).subarray(0, 2).toString(), 'PK')
  watched.checkManners()
})

for (const { locale, colorScheme, width } of furtherLooks) {
  void test(`importing is accessible: ${locale}, ${colorScheme}, ${width}`, { skip }, async () => {
    const watched = await signedIn('/users/import', {
      locale,
      colorScheme,
      viewport: { width, height: 900 },
    })
    const { page } = watched
    await page.locator('input[type=file]').setInputFiles({
      name: 'users.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(FILE.replace('b@example.com', 'nobody')),
    })
    await page.locator('main .ant-btn-primary').click()
    await page.locator('tbody tr').first().waitFor()
    await watched.checkAccessibility()
    watched.checkManners()
  })
}
