import assert from 'node:assert/strict'
import { test } from 'node:test'

import { findUser } from '../../src/iam/sign-in.ts'
import { makeSignInLink } from '../../src/iam/sign-in-link.ts'
import { startMuster } from '../support/acceptance.ts'
import { fillSignIn, skipPages, startBrowser } from '../support/browser.ts'
import { credentials } from '../support/settings.ts'

const muster = await startMuster({ MUSTER_ROLE: 'api' })
const open = await startBrowser()
const skip = skipPages

test('the sign-in page loads with less than 350 kB over the wire, and is accessible', { skip }, async (t) => {
  const watched = await open(muster.url)
  await watched.page.getByRole('button', { name: 'Sign in' }).waitFor()
  await watched.page.waitForLoadState('networkidle')
  assert.ok(watched.received() > 10_000 && watched.received() < 350_000, `${watched.received()} bytes`)
  t.diagnostic(`${watched.received()} bytes`)
  await watched.checkAccessibility()
  watched.checkManners()
})

test(
  'a wrong password is said to be wrong, a right one signs in; the session ends with its token',
  { skip },
  async () => {
    const watched = await open(`${muster.url}/explorer/ListUsers`, { expectedStatuses: [401] })
    const { page } = watched
    await fillSignIn(page, { ...credentials, password: 'wrong' })
    await page.getByText('do not belong together').waitFor()
    await fillSignIn(page, credentials)
    // On to where one wanted to go.
    await page.getByRole('heading', { name: 'ListUsers', exact: true }).waitFor()
    assert.equal(await page.evaluate(() => Object.keys(localStorage).join()), '')
    const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage }))
    assert.ok(!stored.includes(credentials.password))
    const { token } = JSON.parse(JSON.parse(stored)['muster.session'] as string) as { token: string }

    await page.getByRole('button', { name: 'acme/admin' }).click()
    await page.getByText('Sign out').click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    const answer = await muster.call('GET /v3/projects', { who: () => ({ 'x-auth-token': token }) })
    assert.equal(answer.status, 401)
    watched.checkManners()
  },
)

test('a one-time link signs in, once, and does not stay in the address', { skip }, async () => {
  const { pool, database } = muster.server.services
  const user = await findUser(database, credentials.account, credentials.user)
  assert.ok(user)
  const link = await makeSignInLink(pool, muster.url, user)
  const first = await open(link)
  await first.page.getByRole('button', { name: 'acme/admin' }).waitFor()
  assert.ok(!first.page.url().includes('code'), first.page.url())
  first.checkManners()
  const second = await open(link, { expectedStatuses: [401] })
  await second.page.getByText('This link has been used').waitFor()
  second.checkManners()
})

test(
  'language and light or dark are those of the browser, and remembered once chosen',
  { skip },
  async () => {
    const watched = await open(muster.url, { locale: 'zh-CN', colorScheme: 'dark' })
    const { page } = watched
    await page.getByRole('button', { name: '登录' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Light' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.getByRole('button', { name: 'Dark' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    watched.checkManners()
  },
)

test(
  'the page may load nothing from elsewhere, run no script in the document and stand in no frame',
  { skip },
  async () => {
    for (const path of ['/', '/sign-in', '/explorer', '/docs/errors']) {
      const answer = await fetch(muster.url + path, { headers: { accept: 'text/html' } })
      assert.equal(answer.status, 200, path)
      const policy = answer.headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
      ])
        assert.ok(policy.includes(part), `${path}: ${part}`)
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(answer.headers.get('cache-control'), 'no-cache')
      const text = await answer.text()
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? ''
      const asset = await fetch(muster.url + script, { headers: { 'accept-encoding': 'br' } })
      assert.equal(asset.status, 200)
      assert.equal(asset.headers.get('content-encoding'), 'br')
      assert.match(asset.headers.get('cache-control') ?? '', /immutable/)
    }
    // To everybody else the root is the version document.
    assert.equal((await muster.call('GET /')).status, 200)
  },
)
