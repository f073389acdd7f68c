/**
 * The console's table of users in Chromium, on a server with a million of them: how long the page itself works on each
 * thing that a person does, read from a trace of its main thread, and what the first visit loads.
 *
 *   npm run bench:pages -- --users 1000000 --runs 5
 *
 * A line of JSON each: the median of the main thread's busy milliseconds from the press to the table that is still (waiting
 * for the server is not in them, drawing is), the longest piece of them, during which nothing else is answered, and the
 * wall time with the server's. Tracing makes all of it somewhat slower. Wants Chromium and the built pages.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'

import type { Browser, Page } from 'playwright-core'

import type { StoredCredentials } from '../src/credentials.ts'
import { fillSignIn, launchChromium } from '../test/support/browser.ts'
import { withBenchServer } from './bench-server.ts'
import { mainThreadWork } from './pages/main-thread.ts'
import { median } from './writers/summary.ts'

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    'data-dir': { type: 'string' },
  },
})

/** What a person does with the table, in this order, which leads back to where it began. */
const INTERACTIONS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'find by name': async (page) => {
    await page.keyboard.press('/')
    await withAnswer(page, () => page.keyboard.type('li'))
  },
  'clear the filter': async (page) => {
    await withAnswer(page, () => page.getByRole('button', { name: 'Clear all filters' }).click())
  },
  'next page': async (page) => {
    await withAnswer(page, () => page.getByTitle('Next Page').first().click())
  },
  'choose one': (page) => page.locator('tbody').getByRole('checkbox').nth(3).check(),
  'choose the page': (page) => page.getByLabel('Select all on this page').check(),
  'unchoose all': (page) => page.getByRole('button', { name: 'Unselect' }).click(),
  'open a user': async (page) => {
    await page.locator('tbody .link-button').nth(3).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Edit' }).waitFor()
  },
  'close the user': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  },
}

await withBenchServer({ users: Number(options.users), dataDir: options['data-dir'] }, async ({ dataDir }) => {
  const credentials = JSON.parse(
    await readFile(path.join(dataDir, 'credentials.json'), 'utf8'),
  ) as StoredCredentials
  const browser = await launchChromium()
  try {
    say('first visit', await firstVisit(browser, credentials.endpoint))
    for (const pageSize of [50, 200])
      await measure(browser, await signIn(browser, credentials, pageSize), pageSize)
  } finally {
    await browser.close()
  }
})

/** What comes over the wire until the sign-in page is still, and when it begins to be seen. */
async function firstVisit(browser: Browser, endpoint: string) {
  const page = await browser.newPage()
  const answers: Promise<number>[] = []
  page.on('requestfinished', (request) =>
    answers.push(request.sizes().then(({ responseBodySize }) => responseBodySize)),
  )
  await page.goto(endpoint, { waitUntil: 'networkidle' })
  await page.locator('#password').waitFor()
  const bytes = (await Promise.all(answers)).reduce((sum, size) => sum + size, 0)
  const painted = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0",
  )
  await page.close()
  return {
    requests: answers.length,
    kilobytes: Math.round(bytes / 1000),
    first_contentful_paint_ms: Math.round(painted),
  }
}

async function signIn(browser: Browser, credentials: StoredCredentials, pageSize: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-US' })
  await page.goto(`${credentials.endpoint}/users`)
  await page.evaluate(`localStorage.setItem('muster.users.page-size', '${pageSize}')`)
  await fillSignIn(page, credentials)
  await page.locator('tbody .link-button').first().waitFor()
  return page
}

async function measure(browser: Browser, page: Page, pageSize: number): Promise<void> {
  const busy: Record<string, { total: number; longest: number; wall: number }[]> = {}
  for (let run = -1; run < Number(options.runs); run++) {
    for (const [name, act] of Object.entries(INTERACTIONS)) {
      await still(page)
      await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
      const began = performance.now()
      await act(page)
      await still(page)
      const wall = performance.now() - began
      const work = mainThreadWork(await browser.stopTracing())
      // The first round warms up.
      if (run >= 0) (busy[name] ??= []).push({ ...work, wall })
    }
    await withAnswer(page, () => page.getByTitle('Previous Page').first().click())
  }
  for (const [name, seen] of Object.entries(busy)) {
    const of = (part: 'total' | 'longest' | 'wall') => Math.round(median(seen.map((one) => one[part])))
    say(name, { rows: pageSize, busy_ms: of('total'), longest_ms: of('longest'), wall_ms: of('wall') })
  }
  await page.close()
}

/** Does what asks for users, until their answer is there. */
async function withAnswer(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForResponse(/\/users\?.*offset=/), act()])
}

/** Until the table shows what it was asked for, nothing moves any more, and two frames have been drawn. */
async function still(page: Page): Promise<void> {
  await page.locator('.table-waits').waitFor({ state: 'detached' })
  await page.evaluate('Promise.allSettled(document.getAnimations().map((one) => one.finished))')
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

function say(what: string, figures: object): void {
  console.log(JSON.stringify({ what, ...figures }))
}
