import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'

import Fastify from 'fastify'

import { limitArrival } from './arrival.ts'

/** Sends what is given and gives the whole answer. */
async function answerTo(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return await text(socket)
}

test('a body that does not come is not waited for; a slow answer is', async (t) => {
  const app = Fastify()
  t.after(() => app.close())
  limitArrival(app, 100)
  app.post('/', () => 'never')
  app.get('/', async () => {
    await sleep(300)
    return 'slow'
  })
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const late = await answerTo(
    Number(port),
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  )
  assert.match(late, /^HTTP\/1\.1 400 [^]*it did not arrive in time/)
  assert.match(
    await answerTo(Number(port), 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    /^HTTP\/1\.1 200 [^]*slow$/,
  )
})
