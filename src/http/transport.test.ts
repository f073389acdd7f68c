import assert from 'node:assert/strict'
import { test } from 'node:test'

import { trustedProxies } from './transport.ts'

test('nobody is trusted unless named', () => {
  assert.equal(trustedProxies(undefined)('127.0.0.1'), false)
})

test('addresses and networks of both families, and IPv4 as sockets of IPv6 have it', () => {
  const trusted = trustedProxies('127.0.0.1, 10.1.0.0/16,fd00::/8')
  for (const address of ['127.0.0.1', '10.1.255.3', 'fd12::1', '::ffff:10.1.0.1'])
    assert.ok(trusted(address), address)
  for (const address of ['127.0.0.2', '10.2.0.1', 'fe80::1', '::ffff:10.2.0.1', '', 'localhost'])
    assert.ok(!trusted(address), address)
})

test('what is neither is refused, and named', () => {
  for (const bad of ['localhost', '10.0.0.0/33', '10.0.0.0/x', '1.2.3.4,', '10.0.0/8', 'fd00::/129'])
    assert.throws(() => trustedProxies(bad), /MUSTER_TRUST_PROXY: .* is no address/, bad)
})
