import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'

/** Clients sign to the second, so that two equal requests in one carry one signature: both pass. */
const GRACE_SECONDS = 5

/** A date 900 s ahead is good for 1,800 s; one sighting must outlive it, grace included. */
const KEPT_SECONDS = 1805

/**
 * Refuses a signature that was first seen more than 5 s ago (contract, iam.md section 1). Call it only with one that
 * holds: else anybody could use up a signature before its owner does.
 *
 * All processes share the sightings, and the database's clock is the only one that counts: one statement finds or
 * makes the sighting and judges it. The table is unlogged, so that the commit waits for no disk.
 *
 * @throws ApiError signatureReplayed
 */
export async function refuseReplay(database: Database, accessKey: string, signature: string): Promise<void> {
  // The update changes nothing; without one a sighting that is there already would not be returned.
  const { rows } = await sql<{ replayed: boolean }>`
    INSERT INTO signature_sightings AS known (access_key, signature) VALUES (${accessKey}, ${signature})
    ON CONFLICT (access_key, signature) DO UPDATE SET seen_at = known.seen_at
    RETURNING known.seen_at < clock_timestamp() - make_interval(secs => ${GRACE_SECONDS}) AS replayed`.execute(
    database,
  )
  if (rows[0]?.replayed !== false) throw errors.signatureReplayed()
}

/** Forgets the signatures that are past their time anyway. */
export async function sweepSightings(database: Database): Promise<void> {
  await sql`
    DELETE FROM signature_sightings
    WHERE seen_at < clock_timestamp() - make_interval(secs => ${KEPT_SECONDS})`.execute(database)
}
