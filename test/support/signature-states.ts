import { Agent } from 'node:http'

import type { Muster } from './acceptance.ts'
import { type Answer, type WireRequest, send } from './http.ts'
import { runSql } from './sql.ts'

/** Lets time pass since the first sightings of all signatures. */
export async function ageSightings(muster: Muster, seconds: number): Promise<void> {
  await runSql(muster, 'UPDATE signature_sightings SET seen_at = seen_at - make_interval(secs => $1)', [
    seconds,
  ])
}

/** Lets time pass since the locks of access keys. */
export async function ageLocks(muster: Muster, seconds: number): Promise<void> {
  await runSql(
    muster,
    'UPDATE signature_failures SET locked_until = locked_until - make_interval(secs => $1)',
    [seconds],
  )
}

/** Forgets wrong signatures and the locks that came of them: a test may send as many as it likes. */
export async function forgetFailures(muster: Muster): Promise<void> {
  await runSql(muster, 'DELETE FROM signature_failures')
}

/** Sends the very same bytes to one or more servers, from another address of this machine if need be. */
export async function sendFrom(address: string, { url }: Muster, wire: WireRequest): Promise<Answer> {
  const agent = new Agent({ localAddress: address })
  try {
    return await send(url, wire, agent)
  } finally {
    agent.destroy()
  }
}
