import type { Caller } from '../iam/caller.ts'
import { principalOf } from '../iam/caller.ts'

/** What came of it: done; refused (401, 403); or gone wrong otherwise. */
export type Outcome = 'allowed' | 'denied' | 'failed'

/** Who does something, from where, by which request. */
export interface Origin {
  readonly accountId: string
  /** Null: it is the account's, and no project's. */
  readonly projectId: string | null
  /** An operation of the API, or what Muster does by itself, such as `ExportFinished`. */
  readonly operation: string
  /** The permission that it needs, where it needs one. */
  readonly action: string | null
  /** `account/user` */
  readonly principal: string
  readonly userId: string
  readonly userName: string
  /** Whether the user is the account itself; null: not known to who records. */
  readonly isAccount: boolean | null
  /** The ID of an access key, or `token`, `password`, `link`, `command line`, `worker`, `sweeper`; never a secret. */
  readonly credential: string
  /** Null: Muster itself. */
  readonly remoteAddress: string | null
  readonly requestId: string | null
}

/** What happened. */
export interface Happening {
  readonly outcome: Outcome
  /** Of the answer; null: nobody was answered. */
  readonly status: number | null
  readonly errorCode: string | null
  /** IDs of what it was done to: tasks, users. */
  readonly resources: readonly string[]
  /** Whatever else matters, without secrets. */
  readonly details: Readonly<Record<string, unknown>>
}

/** One entry of the audit trail. */
export type AuditEvent = Origin & Happening

/** What was done without a hitch. */
export const done = (
  resources: readonly string[],
  details: Happening['details'] = {},
  status: number | null = null,
): Happening => ({ outcome: 'allowed', status, errorCode: null, resources, details })

/** The caller as events name it. */
export const whoIs = (
  caller: Caller,
): Pick<Origin, 'accountId' | 'principal' | 'userId' | 'userName' | 'isAccount'> => ({
  accountId: caller.accountId,
  principal: principalOf(caller),
  userId: caller.userId,
  userName: caller.userName,
  isAccount: caller.isAccount,
})

/** What Muster does by itself for the user who ordered a task. */
export function onBehalf(
  task: {
    readonly account_id: string
    readonly project_id: string
    readonly created_by: string
    readonly created_by_id: string
    readonly request_id: string | null
  },
  credential: 'worker' | 'sweeper',
  operation: string,
): Origin {
  return {
    accountId: task.account_id,
    projectId: task.project_id,
    operation,
    action: null,
    principal: task.created_by,
    userId: task.created_by_id,
    // A user's name has no slash; an account's may.
    userName: task.created_by.slice(task.created_by.lastIndexOf('/') + 1),
    isAccount: null,
    credential,
    remoteAddress: null,
    requestId: task.request_id,
  }
}
