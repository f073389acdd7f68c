import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { type Task, findTask, startExport, waitForTask } from '../support/exports.ts'
import { holdUsers } from '../support/sql.ts'
import { plantUsers } from '../support/users.ts'

const muster = await startMuster({ MUSTER_LIMIT_STREAMS: '2' })
await plantUsers(muster, 200)
const events = (id: string) => `GET /v2/{p}/export-tasks/${id}/events`

/** The events of a stream that has ended. */
function parse(stream: string): { event: string; task: Task }[] {
  return stream
    .split('\n\n')
    .filter((part) => part.startsWith('event: '))
    .map((part) => {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? []
      return { event, task: JSON.parse(data) as Task }
    })
}

test('a task is told as it is, whenever it changes, and the stream ends with it', async () => {
  const held = await holdUsers(muster)
  const id = await startExport(muster, {})
  const stream = await muster.open(events(id))
  assert.equal(stream.statusCode, 200)
  assert.equal(stream.headers['content-type'], 'text/event-stream')
  assert.equal(stream.headers['cache-control'], 'private, no-store')
  assert.match(String(stream.headers['x-request-id']), /^[0-9a-f]{32}$/)
  const whole = text(stream)
  await waitForTask(muster, id, ({ attempt }) => attempt === 1)
  await held.release()
  const told = parse(await whole)
  assert.ok(told.length >= 2)
  assert.equal(told[0]?.task.status, 'CREATING')
  assert.deepEqual(told.at(-1), { event: 'task', task: await findTask(muster, id) })
  const texts = told.map(({ task }) => JSON.stringify(task))
  assert.equal(new Set(texts).size, texts.length)
})

test('one that has ended already is told once', async () => {
  const { task_id: id } = await waitForTask(muster, await startExport(muster, {}))
  const stream = await muster.call(events(id))
  assert.deepEqual(
    parse(stream.text).map(({ task }) => task.status),
    ['SUCCESS'],
  )
  assert.equal((await muster.call(events(id).replace('GET', 'HEAD'))).text, '')
})

test('who watches one that is deleted is told so', async () => {
  const held = await holdUsers(muster)
  const id = await startExport(muster, {})
  const whole = text(await muster.open(events(id)))
  await muster.call('POST /v2/{p}/export-tasks/batch-delete', { body: { task_ids: [id] } })
  assert.deepEqual(parse(await whole).at(-1), { event: 'deleted', task: { task_id: id } })
  await held.release()
})

test('a caller watches so many at a time; one that is left makes room', async () => {
  const held = await holdUsers(muster)
  const id = await startExport(muster, {})
  const first = await muster.open(events(id))
  const second = await muster.open(events(id))
  const refused = await muster.call(events(id))
  assert.equal(refused.status, 429)
  assert.ok(refused.headers['retry-after'])
  first.destroy()
  await once(first, 'close').catch(() => {})
  for (;;) {
    const again = await muster.open(events(id))
    if (again.statusCode === 200) {
      again.destroy()
      break
    }
    again.resume()
  }
  second.destroy()
  await held.release()
  await waitForTask(muster, id)
})

test('a server that stops ends its streams, and does not wait for them', async () => {
  const other = await startMuster()
  const held = await holdUsers(other)
  const stream = await other.open(events(await startExport(other, {})))
  const whole = text(stream)
  const began = performance.now()
  await other.server.stop()
  assert.equal(parse(await whole).at(-1)?.task.status, 'CREATING')
  assert.ok(performance.now() - began < 10_000)
  await held.release()
})
