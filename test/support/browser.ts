import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { type TestContext, after, afterEach } from 'node:test'

import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))
const PAGES = new URL('../../web/dist/index.html', import.meta.url)

/** Why tests of the pages cannot run here; false: they can. */
export const skipPages =
  CHROMIUM === undefined
    ? 'chromium is not installed'
    : !existsSync(PAGES) && 'the pages are not built: npm run build'

/** A page that is watched: whatever it does that no page should do is a failure. */
export interface WatchedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Bytes that came over the wire so far. */
  received(): number
  /** Fails where a request left the origin, an error stood on the console or a script failed. */
  checkManners(): void
  /** Fails where axe finds something serious. */
  checkAccessibility(): Promise<void>
  /** What can be read on it, its last requests with their answers, and its faults. */
  describe(): Promise<string>
}

export interface PageOptions {
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly reducedMotion?: 'reduce' | 'no-preference'
  /** Answers that are meant to be errors: browsers write each of them on the console. */
  readonly expectedStatuses?: readonly number[]
}

/** @throws Error where it is not installed */
export async function launchChromium(): Promise<Browser> {
  // Root, as in CI, has no sandbox to run in.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return await chromium.launch({ executablePath: CHROMIUM ?? '', args: sandbox })
}

/** Starts a browser for the tests of one file; gives a function that opens watched pages of a server. */
export async function startBrowser(): Promise<(url: string, options?: PageOptions) => Promise<WatchedPage>> {
  if (skipPages !== false) return () => Promise.reject(new Error(skipPages))
  const browser = await launchChromium()
  after(() => browser.close())
  // What stood on the pages of a test that failed: on another machine, nobody was looking.
  const opened: WatchedPage[] = []
  afterEach(async (context) => {
    for (const watched of opened.splice(0)) {
      // `passed` is the test's own (Node.js 21.7); the types say so of hooks of suites alone.
      if ('passed' in context && !context.passed) await report(context, watched)
      await watched.context.close()
    }
  })
  return async (url, options) => {
    const watched = await openPage(browser, url, options)
    opened.push(watched)
    return watched
  }
}

/** Where CI wants to read of failed pages once more, at the end of all that it prints. */
const REPORTS = process.env['MUSTER_TEST_REPORTS']

async function report(
  context: Pick<TestContext, 'diagnostic' | 'fullName'>,
  watched: WatchedPage,
): Promise<void> {
  const text = await watched.describe()
  context.diagnostic(text)
  if (REPORTS !== undefined) await appendFile(REPORTS, `${context.fullName}\n${text}\n\n`)
}

async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<WatchedPage> {
  const { expectedStatuses = [], ...context } = options
  const opened = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1400, height: 900 },
    // A click into a list that is still unfolding goes down on one of its lines and up on another: no click at all.
    reducedMotion: 'reduce',
    ...context,
  })
  const page = await opened.newPage()
  const faults: string[] = []
  const requests: string[] = []
  let received = 0
  const { origin } = new URL(url)
  page.on('request', (request) => {
    const to = request.url()
    if (!to.startsWith(`${origin}/`) && !/^(data|blob):/.test(to)) faults.push(`request to ${to}`)
  })
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  page.on('response', (response) =>
    requests.push(`${response.status()} ${response.request().method()} ${response.url()}`),
  )
  page.on('requestfinished', (request) => {
    const count = ({
      responseBodySize,
      responseHeadersSize,
    }: {
      responseBodySize: number
      responseHeadersSize: number
    }) => {
      received += responseBodySize + responseHeadersSize
    }
    // A page that is closed meanwhile has no more to say.
    request.sizes().then(count, () => undefined)
  })
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  page.on('console', (message) => {
    const expected = expectedStatuses.some((status) => message.text().includes(`status of ${status}`))
    if (message.type() === 'error' && !expected) faults.push(`console: ${message.text()}`)
  })
  await page.goto(url)
  return {
    page,
    context: opened,
    received: () => received,
    checkManners: () => assert.deepEqual(faults, []),
    checkAccessibility: async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      assert.deepEqual(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
        [],
      )
    },
    describe: async () => {
      const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ')
      // Drawers and dialogues come last.
      return [page.url(), text.slice(0, 300), text.slice(-900), ...requests.slice(-20), ...faults].join('\n')
    },
  }
}

/** Fills in the sign-in page and sends it, whatever its language. */
export async function fillSignIn(
  page: Page,
  claim: { readonly account: string; readonly user: string; readonly password: string },
): Promise<void> {
  await page.locator('#account').fill(claim.account)
  await page.locator('#user').fill(claim.user)
  await page.locator('#password').fill(claim.password)
  await page.locator('button[type=submit]').click()
}

/** A look that pages are held against axe in. */
export interface Look {
  readonly locale: 'en-US' | 'zh-CN'
  readonly colorScheme: 'light' | 'dark'
  readonly width: 390 | 1400
}

const ALL_LOOKS: readonly Look[] = [
  { locale: 'zh-CN', colorScheme: 'dark', width: 390 },
  { locale: 'en-US', colorScheme: 'light', width: 1400 },
  { locale: 'zh-CN', colorScheme: 'dark', width: 1400 },
  { locale: 'en-US', colorScheme: 'light', width: 390 },
]

const all = process.env['MUSTER_TEST_LOOKS'] === 'all'

/** The first alone, since axe takes half a minute a look and file; all of them with MUSTER_TEST_LOOKS=all. */
export const looks: readonly Look[] = all ? ALL_LOOKS : ALL_LOOKS.slice(0, 1)

/** For pages of the same parts as others, which axe has seen so: the other language, light and wide. */
export const furtherLooks: readonly Look[] = all ? ALL_LOOKS : ALL_LOOKS.slice(1, 2)
