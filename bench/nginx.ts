import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const NGINX = '/usr/sbin/nginx'

/** Does something while nginx serves a folder as it comes: sendfile, no log. @param work is given its base URL */
export async function withNginx(folder: string, work: (endpoint: string) => Promise<void>): Promise<void> {
  const own = await mkdtemp(path.join(tmpdir(), 'muster-nginx-'))
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${own}/${name};`)
    .join(' ')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  await writeFile(
    path.join(own, 'nginx.conf'),
    `${user} daemon off; pid ${own}/pid; error_log stderr; events {}
     http { access_log off; sendfile on; ${temporary} server { listen 127.0.0.1:${port}; root ${folder}; } }`,
  )
  const nginx = spawn(NGINX, ['-p', own, '-c', path.join(own, 'nginx.conf')], { stdio: 'ignore' })
  try {
    const endpoint = `http://127.0.0.1:${port}`
    for (let tries = 0; ; tries++) {
      if (await fetch(endpoint).catch(() => null)) break
      if (tries === 100) throw new Error('nginx does not answer')
      await sleep(50)
    }
    await work(endpoint)
  } finally {
    nginx.kill()
    await rm(own, { recursive: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
