/** Debian's nginx in front, with the configuration of deploy/. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { ApiClient } from '../../src/client/api-client.ts'
import { downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { startTestServer } from '../support/server.ts'
import { credentials } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'

const NGINX = '/usr/sbin/nginx'
const { project_id: project, access_key: accessKey, secret_key: secretKey } = credentials

test(
  'signed requests pass, downloads too; the caller’s address is known',
  { skip: !existsSync(NGINX) && 'nginx is not installed' },
  async (t) => {
    const server = await startTestServer({ MUSTER_TRUST_PROXY: '127.0.0.1' })
    t.after(() => server.stop())
    const folder = scratchFolder(t)
    const port = await freePort()
    const site = readFileSync(path.join(import.meta.dirname, '../../deploy/nginx.conf'), 'utf8')
      .replace('127.0.0.1:8080', new URL(server.url).host)
      .replace('443 ssl', `127.0.0.1:${port}`)
      // TLS is nginx's own matter, and tested with Muster's own certificate elsewhere.
      .replaceAll(/^ *ssl_.*$/gm, '')
    writeFileSync(path.join(folder, 'site.conf'), site)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    )
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr; events {}
     http { access_log off; ${temporary.join(' ')} include ${folder}/site.conf; }`,
    )
    const nginx = spawn(NGINX, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' })
    t.after(() => nginx.kill())

    const endpoint = `http://127.0.0.1:${port}`
    for (
      let tries = 0;
      !(await fetch(`${endpoint}/livez`).then(
        ({ ok }) => ok,
        () => false,
      ));
      tries++
    ) {
      assert.ok(tries < 100, 'nginx does not answer')
      await sleep(50)
    }
    const client = new ApiClient({ endpoint, accessKey, secretKey })
    // A target that nginx would write otherwise, were it to look at it.
    const list = await client.json<{ total_count: number }>(
      'GET',
      `/v2/${project}/users?user_name=%E7%8E%8B%2F..%2f%20`,
    )
    assert.equal(list.total_count, 0)
    const { task_id: id } = await client.json<{ task_id: string }>('POST', `/v3/${project}/users/export`, {})
    const task = await waitForTask(client, id)
    assert.equal((await downloadTask(client, id)).sha256, task.sha256)
    const target = `/v2/${project}/export-tasks/${id}/download`
    const part = await client.send('GET', target, {
      headers: { range: 'bytes=0-3' },
    })
    assert.deepEqual([part.status, await part.text()], [206, 'PK\u0003\u0004'])
    const addresses = await runSql<{ remote_address: string }>(
      server,
      'SELECT DISTINCT remote_address FROM audit_events WHERE remote_address IS NOT NULL',
    )
    assert.deepEqual(
      addresses.map(({ remote_address: address }) => address),
      ['127.0.0.1'],
    )
    assert.equal((await fetch(`${endpoint}/metrics`)).status, 404)
    const versions = await (await fetch(`${endpoint}/v3`)).text()
    assert.match(versions, new RegExp(`"${endpoint}/v3/"`))
  },
)

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
