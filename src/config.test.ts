import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readSettings, settingsSchema } from './config.ts'

test('without any variable every setting has its default', () => {
  const settings = readSettings({})
  const defaults = Object.entries(settingsSchema.properties).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default]] : [],
  )
  assert.deepEqual({ ...settings }, Object.fromEntries(defaults))
  assert.equal(settings.MUSTER_HOST, '127.0.0.1')
  assert.equal(settings.MUSTER_EXPORT_RETENTION_SECONDS, 7 * 24 * 3600)
})

test('numbers are read from text, and what is not ours is passed over', () => {
  const settings = readSettings({ MUSTER_PORT: '0', MUSTER_LANG: 'zh', PATH: '/bin', port: '1' })
  assert.equal(settings.MUSTER_PORT, 0)
  assert.ok(!('PATH' in settings) && !('MUSTER_LANG' in settings))
})

test('an empty or blank variable counts as absent', () => {
  const settings = readSettings({ MUSTER_PORT: ' ', MUSTER_DATABASE_URL: '', MUSTER_ACCOUNT: '' })
  assert.equal(settings.MUSTER_PORT, 8080)
  assert.equal(settings.MUSTER_DATABASE_URL, undefined)
  assert.equal(settings.MUSTER_ACCOUNT, 'default')
})

const BAD = {
  MUSTER_PORT: ['65536', '-1', '80.5', 'http'],
  MUSTER_DATABASE_PORT: ['65536', 'none'],
  MUSTER_DATABASE_CONNECTIONS: ['1', '501'],
  MUSTER_ROLE: ['both', 'API'],
  MUSTER_STORAGE: ['disk', 'S3'],
  MUSTER_S3_PREFIX: ['/', 'a', '/a/', 'a b/'],
  MUSTER_S3_ADDRESSING: ['host'],
  MUSTER_PROBE_PORT: ['65536', 'x'],
  MUSTER_LOG_LEVEL: ['loud'],
  MUSTER_EXPORT_CONCURRENCY: ['0', '65'],
  MUSTER_EXPORT_THREADS: ['-1', '17'],
  MUSTER_EXPORT_ATTEMPTS: ['0', '101'],
  MUSTER_EXPORT_TIMEOUT_SECONDS: ['9'],
  MUSTER_EXPORT_RETENTION_SECONDS: ['0', '1h'],
  MUSTER_EXPORT_RECORD_SECONDS: ['-1'],
}

test('a bad value is refused, and named', () => {
  for (const [name, values] of Object.entries(BAD)) {
    for (const value of values) {
      assert.throws(() => readSettings({ [name]: value }), new RegExp(name), `${name}=${value}`)
    }
  }
})

test('of several bad values each is named', () => {
  const bad = Object.fromEntries(Object.entries(BAD).map(([name, [value]]) => [name, value]))
  assert.throws(
    () => readSettings(bad),
    (error: Error) => Object.keys(BAD).every((name) => error.message.includes(name)),
  )
})

test('roles apart need a database of their own', () => {
  for (const role of ['api', 'worker']) {
    assert.throws(
      () => readSettings({ MUSTER_ROLE: role }),
      new RegExp(`MUSTER_ROLE=${role} needs MUSTER_DATABASE_URL`),
    )
    const settings = readSettings({ MUSTER_ROLE: role, MUSTER_DATABASE_URL: 'postgres://db/muster' })
    assert.equal(settings.MUSTER_ROLE, role)
  }
})

test('a certificate comes with its key', () => {
  assert.throws(() => readSettings({ MUSTER_TLS_CERT: 'cert.pem' }), /given together/)
})

test('an object storage needs a bucket, a URL that is one, and both of its keys or neither', () => {
  const whole = {
    MUSTER_STORAGE: 's3',
    MUSTER_S3_BUCKET: 'exports',
    MUSTER_S3_ENDPOINT: 'https://obs.example.com',
    MUSTER_S3_ACCESS_KEY_ID: 'key',
    MUSTER_S3_SECRET_ACCESS_KEY: 'secret',
  }
  assert.equal(readSettings(whole).MUSTER_S3_PREFIX, 'exports/')
  const refused = (changes: Record<string, string>, why: RegExp) =>
    assert.throws(() => readSettings({ ...whole, ...changes }), why)
  refused({ MUSTER_S3_BUCKET: '' }, /needs MUSTER_S3_BUCKET/)
  refused({ MUSTER_S3_ENDPOINT: 'obs.example.com' }, /no URL of http/)
  refused({ MUSTER_S3_SECRET_ACCESS_KEY: '' }, /given together/)
  refused({ MUSTER_S3_ACCESS_KEY_ID: '' }, /given together/)
})
