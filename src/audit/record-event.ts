import type { Database } from '../database/connect.ts'
import { newId } from '../ids.ts'
import { boundedDetails, boundedText, boundedTexts } from './bounded.ts'
import type { AuditEvent } from './event.ts'

/**
 * Adds an event to the audit trail.
 *
 * @param database as the event's account sees it; a transaction: both are there, the change and its event, or neither
 */
export async function recordEvent(database: Database, event: AuditEvent): Promise<void> {
  await database
    .insertInto('audit_events')
    .values({
      id: newId(),
      account_id: event.accountId,
      project_id: event.projectId,
      // The process's clock, like the ID's: both sort alike.
      occurred_at: new Date(),
      operation: event.operation,
      action: event.action,
      principal: boundedText(event.principal),
      user_id: event.userId,
      user_name: boundedText(event.userName),
      is_account: event.isAccount,
      credential: boundedText(event.credential),
      remote_address: event.remoteAddress,
      resources: boundedTexts(event.resources),
      outcome: event.outcome,
      status: event.status,
      error_code: event.errorCode,
      request_id: event.requestId,
      details: boundedDetails(event.details),
    })
    .execute()
}
