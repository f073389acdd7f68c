import assert from 'node:assert/strict'
import { test } from 'node:test'

import { testLog } from '../test/support/log.ts'
import { Shutdown } from './shutdown.ts'

test('steps end in reverse, each once, whatever the others do', async () => {
  const ended: string[] = []
  const shutdown = new Shutdown(testLog)
  shutdown.add('first', 1000, async () => ended.push('first'))
  shutdown.add('failing', 1000, () => Promise.reject(new Error('no')))
  shutdown.add('endless', 10, () => new Promise(() => {}))
  shutdown.add('last', 1000, async () => ended.push('last'))
  await shutdown.run()
  assert.deepEqual(ended, ['last', 'first'])
  await shutdown.run()
  assert.deepEqual(ended, ['last', 'first'])
})
