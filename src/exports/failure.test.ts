import assert from 'node:assert/strict'
import { test } from 'node:test'

import { IncompleteExport, QuotaExceeded, failureOf } from './failure.ts'

const coded = (code: string) => Object.assign(new Error('inside'), { code })

test('what went wrong becomes a code and a sentence that says nothing of the inside', () => {
  const table: [Error, string, string, boolean][] = [
    [
      new IncompleteExport(10, 9),
      'WKS.00290011',
      '10 users were counted in the snapshot, but 9 rows were written.',
      true,
    ],
    [
      new QuotaExceeded(10, 95, 100),
      'WKS.00290016',
      'The file has 10 bytes; the project keeps 95 and may keep 100: delete export tasks that are no longer needed.',
      true,
    ],
    [coded('ENOSPC'), 'WKS.00290012', 'There is no space left for the file.', false],
    [coded('EDQUOT'), 'WKS.00290012', 'There is no space left for the file.', false],
    [coded('53100'), 'WKS.00290012', 'There is no space left for the file.', false],
    [coded('ECONNREFUSED'), 'WKS.00290013', 'The export could not be completed.', false],
    [
      new Error('relation "users" does not exist'),
      'WKS.00290013',
      'The export could not be completed.',
      false,
    ],
  ]
  for (const [error, code, reason, final] of table)
    assert.deepEqual(failureOf(error), { code, reason, final })
})
