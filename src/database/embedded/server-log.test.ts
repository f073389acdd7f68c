import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { readServerLog } from './server-log.ts'
import { recorder } from './testing/scratch.ts'

async function read(
  text: string,
  stopping = false,
): Promise<{ said: string[]; ready: number; why: string[] }> {
  const { log, lines } = recorder()
  const why: string[] = []
  let ready = 0
  const stderr = new PassThrough()
  readServerLog(stderr, log, {
    ready: () => void ready++,
    complaint: (complaint) => void why.push(complaint),
    isStopping: () => stopping,
  })
  stderr.end(text)
  await once(stderr, 'close')
  await new Promise(setImmediate)
  return { said: lines.map((line) => line.replace(/ \{.*/, '')), ready, why }
}

void test('a start is debug, its recovery info, and ready is told', async () => {
  const { said, ready } = await read(
    'LOG:  starting PostgreSQL 18.4\n' +
      'LOG:  database system was not properly shut down; automatic recovery in progress\n' +
      'LOG:  database system is ready to accept connections\n',
  )
  assert.equal(ready, 1)
  assert.deepEqual(
    said.map((line) => line.split(' ')[0]),
    ['debug', 'info', 'debug'],
  )
})

void test('the failure of a statement is debug, without what it quotes', async () => {
  const { said, why } = await read(
    'ERROR:  duplicate key value violates unique constraint "users_name"\n' +
      'DETAIL:  Key (user_name)=(secret) already exists.\n' +
      'STATEMENT:  INSERT INTO users\n\tVALUES (secret)\n',
  )
  assert.deepEqual(said, ['debug duplicate key value violates unique constraint "users_name"'])
  assert.deepEqual(why, [])
})

void test('what keeps it from running is a warning, with its detail, and told', async () => {
  const { said, why } = await read(
    'FATAL:  database files are incompatible with server\nDETAIL:  Version 17.\n',
  )
  assert.deepEqual(said, ['warn database files are incompatible with server', 'warn Version 17.'])
  assert.deepEqual(why, ['database files are incompatible with server', 'Version 17.'])
})

void test('words of the loader and of unshare count as complaints', async () => {
  const { why } = await read('unshare: unshare failed: Operation not permitted\n')
  assert.deepEqual(why, ['unshare: unshare failed: Operation not permitted'])
})

void test('connections that are cut at the end are no news, a panic is', async () => {
  const { said } = await read(
    'FATAL:  terminating connection due to administrator command\nPANIC:  could not write to file\n',
    true,
  )
  assert.deepEqual(
    said.map((line) => line.split(' ')[0]),
    ['debug', 'error'],
  )
})
