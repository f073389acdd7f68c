/**
 * Takes the pictures of the pages that README and docs show, from a running server with users in it:
 *
 *   node scripts/take-pictures.ts data/credentials.json
 */
import { readFile } from 'node:fs/promises'

import { chromium } from 'playwright-core'

import { ApiClient } from '../src/client/api-client.ts'
import type { StoredCredentials } from '../src/credentials.ts'

const PICTURES = new URL('../docs/pictures/', import.meta.url)
const LOOKS = [
  { name: 'en-light', locale: 'en-US', colorScheme: 'light', width: 1400 },
  { name: 'zh-dark', locale: 'zh-CN', colorScheme: 'dark', width: 1400 },
  { name: 'en-phone', locale: 'en-US', colorScheme: 'light', width: 390 },
] as const

const file = process.argv[2] ?? 'data/credentials.json'
const credentials = JSON.parse(await readFile(file, 'utf8')) as StoredCredentials
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  for (const { name, width, ...look } of LOOKS) {
    const context = await browser.newContext({ ...look, viewport: { width, height: 900 } })
    const page = await context.newPage()
    const picture = (what: string) =>
      page.screenshot({ path: new URL(`${what}-${name}.png`, PICTURES).pathname })
    await page.goto(`${credentials.endpoint}/explorer/ExportUsersNew`)
    await page.locator('#account').fill(credentials.account)
    await page.locator('#user').fill(credentials.user)
    await page.locator('#password').fill(credentials.password)
    await page.locator('button[type=submit]').click()
    await page.locator('[id="body.user_name"]').fill('li')
    // On a phone the result is the next step.
    if (width < 760) await page.locator('.explorer-next button').click()
    await page.locator('.export-flow button').first().click()
    await page.locator('.export-flow a[href*="DownloadExportFile"]').waitFor()
    await picture('explorer')
    await page.goto(`${credentials.endpoint}/users?user_name=li&active_type=USER_ACTIVATE`)
    await page.locator('tbody .link-button').first().waitFor()
    await picture('users')
    await page.goto(`${credentials.endpoint}/overview`)
    await page.locator('.bar').first().waitFor()
    await picture('overview')
    await page.goto(`${credentials.endpoint}/users/import`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'staff.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(await filled(credentials)),
    })
    await page.locator('main .ant-btn-primary').click()
    await page.locator('tbody tr').first().waitFor()
    await picture('import')
    await context.close()
  }
} finally {
  await browser.close()
}

/** A file that updates two users, creates two and has two rows that are refused. */
async function filled({ endpoint, ...stored }: StoredCredentials): Promise<string> {
  const client = new ApiClient({ endpoint, accessKey: stored.access_key, secretKey: stored.secret_key })
  const { users } = await client.json<{ users: { user_name: string; user_email: string }[] }>(
    'GET',
    `/v2/${stored.project_id}/users?limit=2`,
  )
  return [
    'Username,Email,Description,Status,Desk',
    ...users.map(
      ({ user_name: name, user_email: email }) => `${name},${email ?? ''},Moved to Shenzhen,Normal,4`,
    ),
    'zhao.min,zhao.min@example.com,Sales,,5',
    'ada.byron,ada@example.com,Research,,6',
    'kim.lee,kim.lee,Sales,Normal,7',
    'eve.adams,eve@example.com,Sales,Asleep,8',
  ].join('\n')
}
