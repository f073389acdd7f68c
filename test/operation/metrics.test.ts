import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { download, startExport, waitForTask } from '../support/exports.ts'
import { holdUsers } from '../support/sql.ts'
import { plantUsers } from '../support/users.ts'
import { nobody } from '../support/who.ts'

const muster = await startMuster({
  MUSTER_METRICS_TOKEN: 'token of the metrics',
  MUSTER_PROBE_PORT: '0',
  MUSTER_HOST: '0.0.0.0',
})
await plantUsers(muster, 200)

/** A server that listens on every address; asked from the address that the machine has beside its own. */
const outside = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address
const { port } = new URL(muster.url)
const local = `http://127.0.0.1:${port}`

async function read(): Promise<Map<string, number>> {
  const answer = await fetch(`${local}/metrics`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(.+) (\S+)$/.exec(line) ?? []
      return [name, Number(value)]
    }),
  )
}

test('an export is counted: attempts, rows, bytes, what waits and what is read', async () => {
  const held = await holdUsers(muster)
  const id = await startExport(muster, {})
  await waitForTask(muster, id, ({ attempt }) => attempt === 1)
  // What takes the table of users holds the snapshot open as well.
  let during = await read()
  while ((during.get('muster_export_snapshot_oldest_seconds') ?? 0) === 0) during = await read()
  assert.equal(during.get('muster_queue_tasks{state="running"}'), 1)
  assert.equal(during.get('muster_database_up'), 1)
  await held.release()
  const task = await waitForTask(muster, id)
  const bytes = await download(muster, id)
  const after = await read()
  assert.equal(after.get('muster_export_attempts_total{attempt="first"}'), 1)
  assert.equal(after.get('muster_exports_total{outcome="success"}'), 1)
  assert.equal(after.get('muster_export_rows_total'), task.rows_total)
  assert.equal(after.get('muster_export_bytes_total'), task.file_size)
  const sent = after.get('muster_http_sent_bytes_total{operation="DownloadExportFile"}') ?? 0
  assert.ok(sent >= bytes.length && sent < bytes.length + 2000, `${sent} of ${bytes.length}`)
  assert.equal(after.get('muster_http_request_seconds_count{operation="ExportUsersNew",status="200"}'), 1)
  assert.ok(after.has('nodejs_eventloop_lag_seconds') && after.has('process_resident_memory_bytes'))
})

test('failed authentication is counted', async () => {
  const before = (await read()).get('muster_authentication_failures_total') ?? 0
  assert.equal((await muster.call('GET /v2/{p}/users', { who: nobody })).status, 401)
  assert.equal((await read()).get('muster_authentication_failures_total'), before + 1)
})

test('they are for this machine and for who has the token; to others there is no such path', async () => {
  const status = async (base: string, headers: Record<string, string>) =>
    (await fetch(`${base}/metrics`, { headers })).status
  assert.equal(await status(local, {}), 200)
  assert.equal(await status(local, { 'x-forwarded-for': '10.0.0.1' }), 404, 'passed on by a proxy')
  assert.equal(await status(local, { authorization: 'Bearer wrong' }), 404)
  if (outside === undefined) return
  const elsewhere = `http://${outside}:${port}`
  assert.equal(await status(elsewhere, {}), 404)
  assert.equal(await status(elsewhere, { authorization: 'Bearer token of the metrics' }), 200)
  assert.equal(await status(elsewhere, { authorization: 'Bearer token of the metric' }), 404)
})
