import assert from 'node:assert/strict'
import { test } from 'node:test'

import { OutOfReach, Reach } from './reach.ts'

test('public addresses are in reach, and no others', () => {
  const reach = new Reach(undefined)
  for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1', '2a00::1'])
    assert.ok(reach.includes(address), address)
  for (const address of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2001:0:7f00:1::',
    '2001:db8::1',
    '2002:7f00:1::',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    'localhost',
    '',
  ])
    assert.ok(!reach.includes(address), address)
})

test('a network that the setting names is in reach as well', () => {
  const reach = new Reach('10.1.0.0/16, ::1')
  assert.deepEqual(
    ['10.1.2.3', '10.2.0.1', '::1', '127.0.0.1'].map((address) => reach.includes(address)),
    [true, false, true, false],
  )
})

test('a host of which one address is out of reach is not called', async () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    await assert.rejects(new Reach(undefined).addressesOf(host), OutOfReach, host)
  assert.deepEqual(await new Reach('127.0.0.0/8').addressesOf('127.0.0.1'), [
    { address: '127.0.0.1', family: 4 },
  ])
})
