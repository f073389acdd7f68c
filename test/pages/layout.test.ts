import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { fillSignIn, skipPages, startBrowser } from '../support/browser.ts'
import { credentials } from '../support/settings.ts'
import { plantUsers } from '../support/users.ts'

// Whatever the width, a page is read by scrolling downwards alone: what is wider scrolls by itself (WCAG 2.2, 1.4.10).
const muster = await startMuster()
const open = await startBrowser()
await plantUsers({ databaseUrl: muster.databaseUrl, project: muster.project }, 300)

const PATHS = [
  '/overview',
  '/users',
  '/users/import',
  '/groups',
  '/exports',
  '/access',
  '/access/groups',
  '/access/policies',
  '/access/keys',
  '/access/simulator',
  '/access/audit',
  '/access/refusal',
  '/explorer',
  '/explorer/ExportUsersNew',
  '/explorer/signature',
  '/docs',
]

const LAYOUTS = [
  { name: 'a window of 1400 × 900 at 200 %', locale: 'en-US', viewport: { width: 700, height: 450 } },
  { name: 'a phone', locale: 'zh-CN', viewport: { width: 360, height: 780 } },
] as const

for (const { name, locale, viewport } of LAYOUTS) {
  void test(
    `no page scrolls sideways, each has one main landmark: ${name}`,
    { skip: skipPages },
    async () => {
      const { page, checkManners } = await open(`${muster.url}/overview`, { locale, viewport })
      await fillSignIn(page, credentials)
      await page.getByRole('button', { name: `acme/${credentials.user}` }).waitFor()
      const tooWide: string[] = []
      for (const path of PATHS) {
        await page.goto(muster.url + path)
        // Strict: a page has one main landmark (HTML, 4.4.14).
        await page.locator('main').waitFor()
        await page.waitForLoadState('networkidle')
        const excess = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        if (excess > 0) tooWide.push(`${path}: by ${excess} px`)
      }
      assert.deepEqual(tooWide, [])
      checkManners()
    },
  )
}
