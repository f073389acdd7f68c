import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { scratchFolder } from '../support/scratch-folder.ts'
import { startTestServer } from '../support/server.ts'

function makeCertificate(t: TestContext): { MUSTER_TLS_CERT: string; MUSTER_TLS_KEY: string } {
  const folder = scratchFolder(t)
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  )
  return { MUSTER_TLS_CERT: cert, MUSTER_TLS_KEY: key }
}

async function get(url: string, options: RequestOptions): Promise<string> {
  return await new Promise((resolve, reject) => {
    request(url, options, (answer) => resolve(text(answer)))
      .once('error', reject)
      .end()
  })
}

test('with certificate and key it speaks HTTPS, and says so in its links', async (t) => {
  const settings = makeCertificate(t)
  const server = await startTestServer(settings)
  t.after(() => server.stop())
  assert.match(server.url, /^https:/)
  const ca = readFileSync(settings.MUSTER_TLS_CERT)
  assert.match(await get(`${server.url}/v3`, { ca }), new RegExp(`"${server.url}/v3/"`))
  await assert.rejects(get(`${server.url}/v3`, {}), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  await assert.rejects(get(`${server.url}/v3`, { ca, maxVersion: 'TLSv1.1' }))
})

test('a certificate that cannot be read is named', async (t) => {
  const settings = { ...makeCertificate(t), MUSTER_TLS_CERT: '/nowhere' }
  await assert.rejects(startTestServer(settings), /The file of MUSTER_TLS_CERT cannot be read/)
})

test('the headers of a proxy count where it is trusted, and nowhere else', async (t) => {
  const headers = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-for': '9.9.9.9',
  }
  const linkOf = async (settings: Record<string, string>) => {
    const server = await startTestServer(settings)
    t.after(() => server.stop())
    const answer = await (await fetch(`${server.url}/v3`, { headers })).text()
    return { server, link: /https?:\/\/[^"]*\/v3\//.exec(answer)?.[0] }
  }
  const untrusted = await linkOf({})
  assert.equal(untrusted.link, `${untrusted.server.url}/v3/`)
  const trusted = await linkOf({ MUSTER_TRUST_PROXY: '127.0.0.1' })
  assert.equal(trusted.link, `${trusted.server.url.replace('http:', 'https:')}/v3/`)
  const other = await linkOf({ MUSTER_TRUST_PROXY: '10.0.0.0/8' })
  assert.equal(other.link, `${other.server.url}/v3/`)
})

test('limits count the address that a trusted proxy names, and the last one that is not trusted', async (t) => {
  const server = await startTestServer({
    MUSTER_TRUST_PROXY: '127.0.0.1,10.0.0.0/8',
    MUSTER_LIMIT_FAILED_AUTHENTICATIONS: '3',
  })
  t.after(() => server.stop())
  const ask = async (forwarded: string) =>
    (await fetch(`${server.url}/v2/p/users`, { headers: { 'x-forwarded-for': forwarded } })).status
  // They are counted by the minute: one that is about to end would take the count with it.
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 10_000) await sleep(left)
  for (let time = 0; time < 3; time++) assert.equal(await ask('203.0.113.1'), 401)
  assert.equal(await ask('203.0.113.1'), 429)
  assert.equal(await ask('203.0.113.2'), 401)
  // Whoever is behind the proxy may write what he likes in front: the proxies' own words count.
  assert.equal(await ask('203.0.113.7, 203.0.113.1, 10.1.1.1'), 429)
})

test('probes on a port of their own, for a worker as well', async (t) => {
  const server = await startTestServer({ MUSTER_PROBE_PORT: '0', MUSTER_ROLE: 'worker' })
  t.after(() => server.stop())
  assert.equal(server.url, '')
  const probes = server.server.probesUrl ?? ''
  for (const at of ['livez', 'readyz', 'metrics'])
    assert.equal((await fetch(`${probes}/${at}`)).status, 200, at)
  assert.equal((await fetch(`${probes}/v3`)).status, 404)
})
