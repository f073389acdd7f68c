import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Operation, type Publication, brokenBy } from './operations.ts'

const users = new Map([
  ['one', 3],
  ['two', 5],
])
let clock = 0
const op = (kind: Operation['kind'], others: Partial<Operation> = {}): Operation => {
  const began = ++clock
  return { kind, began, ended: ++clock, project: 'one', taskId: 't', outcome: 'done', ...others }
}
const order = op('order')
const creating = op('poll', { status: 'CREATING', sha256: null })
const success = op('poll', { status: 'SUCCESS', sha256: 'x' })
const download = op('download', { sha256: 'x', projects: ['one'], rows: 3 })
const deletion = op('delete')
const gone = op('poll', { status: 'gone' })
const foreign = op('poll', { project: 'two', status: 'gone' })
const whole = [order, creating, success, download, deletion, gone, foreign]
const once: Publication[] = [{ taskId: 't', sha256: 'x' }]
const check = (operations: Operation[], publications = once, ended = true) =>
  brokenBy(operations, publications, users, { ended }).join('; ')

test('a history in which all is as promised', () => {
  assert.equal(check(whole), '')
  assert.equal(check([order, creating, success, download]), '')
  const unanswered = op('delete', { outcome: 'failed' })
  assert.equal(check([order, creating, unanswered, op('poll', { status: 'gone' })], []), '')
})

test('operations at the same time prove nothing', () => {
  const { began, ended } = deletion
  assert.equal(check([order, success, { ...download, began, ended }, deletion]), '')
  assert.equal(
    check([order, success, { ...creating, began: success.began, ended: success.ended + 1 }], once, false),
    '',
  )
})

for (const [what, operations, publications, expected] of [
  ['two publications', whole, [...once, { taskId: 't', sha256: 'y' }], /published 2 times/],
  [
    'other bytes than published',
    [order, { ...download, sha256: 'y' }],
    once,
    /downloaded as y, published as x/,
  ],
  ['a file of what was not published', [order, download], [], /published as undefined/],
  [
    'a download after the deletion',
    [...whole, op('download', { sha256: 'x', projects: ['one'], rows: 3 })],
    once,
    /after its deletion/,
  ],
  [
    'a task after its deletion',
    [...whole, op('poll', { status: 'SUCCESS', sha256: 'x' })],
    once,
    /SUCCESS after its deletion/,
  ],
  [
    'a row of another project',
    [order, success, { ...download, projects: ['one', 'two'] }],
    once,
    /a row of two/,
  ],
  ['a row too few', [order, success, { ...download, rows: 2 }], once, /2 rows of 3/],
  [
    'a task seen by another project',
    [order, success, op('poll', { project: 'two', status: 'SUCCESS' })],
    once,
    /seen by two/,
  ],
  [
    'a state that goes back',
    [order, success, op('poll', { status: 'CREATING' })],
    once,
    /SUCCESS, and later CREATING/,
  ],
  [
    'a hash that changes',
    [order, success, op('poll', { status: 'SUCCESS', sha256: 'y' })],
    once,
    /SHA-256 changed/,
  ],
  ['a task that is lost', [order, op('poll', { status: 'gone' })], [], /nobody deleted it/],
  ['a task without an end', [order, op('poll', { status: 'CREATING' })], [], /ended as CREATING/],
] as const) {
  test(`found: ${what}`, () => assert.match(check([...operations], [...publications]), expected))
}
