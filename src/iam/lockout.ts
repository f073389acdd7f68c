import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'

/** Wrong signatures of one access key in a row from one address that lock it, and for how long. */
const FAILURES = 5
const LOCKED_SECONDS = 300

/** A row of failures is broken by a right signature, or by a day without any. */
const FORGOTTEN_SECONDS = 86_400

/**
 * Notes a wrong signature; the fifth in a row locks the key for the address for five minutes (contract, iam.md
 * section 1). Whether it is locked is read by the statement that looks up the key (access-key.ts), so that a right
 * signature costs no statement. After a lock the count begins anew.
 */
export async function noteWrongSignature(
  database: Database,
  accessKey: string,
  remoteAddress: string,
): Promise<void> {
  // A failure that was under way while the fifth was noted must not make the lock any longer.
  await sql`
    INSERT INTO signature_failures AS known (access_key, remote_address, failures)
    VALUES (${accessKey}, ${remoteAddress}, 1)
    ON CONFLICT (access_key, remote_address) DO UPDATE SET
      failed_at = clock_timestamp(),
      failures = CASE WHEN known.locked_until <= clock_timestamp() THEN 1 ELSE known.failures + 1 END,
      locked_until = CASE
        WHEN known.locked_until > clock_timestamp() THEN known.locked_until
        WHEN known.locked_until IS NULL AND known.failures + 1 >= ${FAILURES}
          THEN clock_timestamp() + make_interval(secs => ${LOCKED_SECONDS})
      END`.execute(database)
}

/** Begins the count anew after a right signature. A lock made meanwhile stays. */
export async function forgetWrongSignatures(
  database: Database,
  accessKey: string,
  remoteAddress: string,
): Promise<void> {
  await sql`
    DELETE FROM signature_failures
    WHERE access_key = ${accessKey} AND remote_address = ${remoteAddress}
      AND (locked_until IS NULL OR locked_until <= clock_timestamp())`.execute(database)
}

/** Forgets failures that nothing followed. */
export async function sweepFailures(database: Database): Promise<void> {
  await sql`
    DELETE FROM signature_failures
    WHERE failed_at < clock_timestamp() - make_interval(secs => ${FORGOTTEN_SECONDS})`.execute(database)
}
