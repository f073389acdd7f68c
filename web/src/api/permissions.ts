import { useQuery } from '@tanstack/react-query'

import { useSignedIn } from '../session/session.tsx'
import { json, useCall } from './call.ts'

/** What ListPermissions says of one action. */
export interface Permission {
  readonly action: string
  readonly allowed: boolean
  readonly failure: string | null
  readonly enterprise_projects: readonly string[] | null
  readonly matched_statements: readonly {
    readonly policy_name: string
    readonly effect: 'Allow' | 'Deny'
    readonly statement: number
    readonly scope: string
  }[]
}

export interface Permissions {
  /** Whether it is known yet; until it is, nothing is offered. */
  readonly known: boolean
  may(action: string): boolean
  /** The same in all of the account's enterprise projects. */
  mayEverywhere(action: string): boolean
}

/** What the caller may do, so that nothing else is offered. The server decides again, of course. */
export function usePermissions(): Permissions {
  const call = useCall()
  const { user, project } = useSignedIn()
  const { data } = useQuery({
    queryKey: ['permissions', project?.id, user.id],
    staleTime: 60_000,
    queryFn: async () => {
      const { permissions } = await json<{ permissions: Permission[] }>(call('GET /v3/{p}/permissions'))
      return new Map(permissions.map((permission) => [permission.action, permission]))
    },
  })
  return {
    known: data !== undefined,
    may: (action) => data?.get(action)?.allowed ?? false,
    mayEverywhere: (action) => {
      const found = data?.get(action)
      return found?.allowed === true && found.enterprise_projects === null
    },
  }
}
