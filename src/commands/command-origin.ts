import { hostname, userInfo } from 'node:os'

import type { Origin } from '../audit/event.ts'

/** Who runs a command, for the audit trail of an account: nobody has signed in here, it is a user of the machine. */
export function commandOrigin(accountId: string, projectId: string | null, operation: string): Origin {
  const { username } = userInfo()
  return {
    accountId,
    projectId,
    operation,
    action: null,
    principal: `${username}@${hostname()}`,
    userId: '',
    userName: username,
    isAccount: null,
    credential: 'command line',
    remoteAddress: null,
    requestId: null,
  }
}
