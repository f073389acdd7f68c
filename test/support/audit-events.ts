import { type AuditEvent, done } from '../../src/audit/event.ts'
import { recordEvent } from '../../src/audit/record-event.ts'
import type { TestDirectory } from './directory.ts'

/** An event of the first account's administrator, with what matters to a test. */
export const eventWith = (
  { project }: Pick<TestDirectory, 'project'>,
  given: Partial<AuditEvent> = {},
): AuditEvent => ({
  accountId: project.accountId,
  projectId: project.id,
  operation: 'Test',
  action: null,
  principal: 'acme/admin',
  userId: 'admin',
  userName: 'admin',
  isAccount: true,
  credential: 'token',
  remoteAddress: '127.0.0.1',
  requestId: null,
  ...done([]),
  ...given,
})

/** Records such an event. */
export const addEvent = (directory: TestDirectory, given: Partial<AuditEvent> = {}) =>
  recordEvent(directory.database, eventWith(directory, given))
