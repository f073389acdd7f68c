import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'

/** Why tests that need an object storage are skipped, or false. */
export const skipWithoutSwift =
  !['swift-proxy-server', 'swift-object-server', 'memcached'].every((program) =>
    existsSync(`/usr/bin/${program}`),
  ) && 'Swift or memcached is not installed'

const ACCESS_KEY = 'test:tester'
const SECRET_KEY = 'testing'
const BUCKET = 'exports'
/** Long enough for four Python programs to load on a machine that does ten other things as well. */
const PATIENCE_MS = 120_000

/** An object storage with the S3 interface, empty but for its bucket. */
export interface SwiftServer {
  /** Settings that have Muster keep its files there. */
  readonly settings: Readonly<Record<string, string>>
  /** A client beside Muster's own. */
  readonly client: S3Client
  readonly bucket: string
  readonly port: number
  /** Stops the processes (SIGSTOP): connections are taken, and nothing is answered. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** Starts OpenStack Swift on free ports of 127.0.0.1, with one copy of everything in a scratch folder. */
export async function startSwift(): Promise<SwiftServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-swift-'))
  const children: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(children.map((child) => ended(child)))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    mkdirSync(path.join(folder, 'disks', 'one'), { recursive: true })
    const [proxy = 0, account = 0, container = 0, object = 0, cache = 0] = await freePorts(5)
    children.push(
      spawn('/usr/bin/memcached', ['-l', '127.0.0.1', '-p', `${cache}`, '-u', userInfo().username], {
        stdio: 'ignore',
      }),
    )
    const storage = { account, container, object }
    await makeRings(folder, storage)
    for (const [part, port] of Object.entries(storage)) {
      children.push(start(folder, part, storageConfig(folder, part, port)))
    }
    children.push(start(folder, 'proxy', proxyConfig(folder, proxy, cache)))
    const endpoint = `http://127.0.0.1:${proxy}`
    const client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    // A request before all of them listen has the proxy shun the late ones for a minute.
    for (const port of [account, container, object, cache, proxy]) await listens(port)
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
    const signal = (name: NodeJS.Signals) => {
      for (const child of children) child.kill(name)
    }
    return {
      settings: {
        MUSTER_STORAGE: 's3',
        MUSTER_S3_ENDPOINT: endpoint,
        MUSTER_S3_BUCKET: BUCKET,
        MUSTER_S3_REGION: 'us-east-1',
        MUSTER_S3_ACCESS_KEY_ID: ACCESS_KEY,
        MUSTER_S3_SECRET_ACCESS_KEY: SECRET_KEY,
      },
      client,
      bucket: BUCKET,
      port: proxy,
      freeze: () => signal('SIGSTOP'),
      thaw: () => signal('SIGCONT'),
      stop: async () => {
        client.destroy()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where Swift finds the one copy of everything. In one program: Swift's own takes a second for each of nine steps. */
async function makeRings(folder: string, ports: Readonly<Record<string, number>>): Promise<void> {
  const program = `
import json, sys
from swift.common.ring import RingBuilder
folder, ports = sys.argv[1], json.loads(sys.argv[2])
for part, port in ports.items():
    builder = RingBuilder(4, 1, 1)
    builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': port, 'device': 'one', 'weight': 1,
                     'replication_ip': '127.0.0.1', 'replication_port': port, 'meta': ''})
    builder.rebalance()
    builder.get_ring().save('%s/%s.ring.gz' % (folder, part))
`
  await promisify(execFile)('/usr/bin/python3', ['-c', program, folder, JSON.stringify(ports)])
}

const common = (folder: string, port: number) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${path.join(folder, 'disks')}
mount_check = false
fallocate_reserve = 0
log_address = ${path.join(folder, 'no-log')}
`

const storageConfig = (folder: string, part: string, port: number) => `${common(folder, port)}
[pipeline:main]
pipeline = ${part}-server
[app:${part}-server]
use = egg:swift#${part}
`

const proxyConfig = (folder: string, port: number, cache: number) => `${common(folder, port)}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${cache}
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = ${SECRET_KEY} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
`

function start(folder: string, part: string, config: string): ChildProcess {
  const file = path.join(folder, `${part}-server.conf`)
  writeFileSync(file, config)
  // Its own resolver asks name servers for 127.0.0.1, for ten seconds.
  const env = { ...process.env, EVENTLET_NO_GREENDNS: 'yes' }
  return spawn(`/usr/bin/swift-${part}-server`, [file], { stdio: 'ignore', env })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
}

async function listens(port: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    if (Date.now() > deadline) throw new Error(`Nobody listens on ${port}`)
    await sleep(100)
  }
}

/** Ports that nobody listens on; held together, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<{ port: number; close: () => void }>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () =>
            resolve({ port: (server.address() as { port: number }).port, close: () => server.close() }),
          )
        }),
    ),
  )
  for (const { close } of servers) close()
  return servers.map(({ port }) => port)
}
