import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { getPriority } from 'node:os'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

import { letGiveWay } from './background.ts'

const skip = process.platform === 'linux' ? false : 'threads have no priority of their own here'

test('a thread gives way, and no other thread with it', { skip }, async () => {
  const before = getPriority()
  const code = `
    const { readlinkSync } = require('node:fs')
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData).then(({ giveWay }) => {
      giveWay()
      parentPort.postMessage(require('node:os').getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1))))
    })`
  const worker = new Worker(code, {
    eval: true,
    workerData: new URL('background.ts', import.meta.url).href,
  })
  const [priority] = (await once(worker, 'message')) as [number]
  assert.equal(priority, Math.max(before, 10))
  assert.equal(getPriority(), before)
})

test('a process is let give way; one that is gone does no harm', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  letGiveWay(child.pid ?? 0)
  assert.equal(getPriority(child.pid), Math.max(getPriority(), 10))
  child.kill()
  await once(child, 'exit')
  letGiveWay(child.pid ?? 0)
})
