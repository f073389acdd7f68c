import { type UseQueryResult, useQuery } from '@tanstack/react-query'

import { json, useCall } from '../api/call.ts'
import { useSignedIn } from '../session/session.tsx'

/** An IAM user, as the identity API answers it (contract, iam.md section 3). */
export interface IamUser {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly email: string
  readonly enabled: boolean
  readonly is_domain_owner: boolean
  readonly create_time: string
}

export interface IamGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly create_time: number
}

export interface AccessKey {
  readonly access: string
  readonly user_id: string
  readonly status: 'active' | 'inactive'
  readonly description: string
  readonly create_time: string
  readonly last_use_time: string | null
}

export interface Policy {
  readonly id: string
  readonly display_name: string
  readonly description: string
  /** Null: a system role or policy. */
  readonly domain_id: string | null
  readonly references?: number
  readonly policy: object
}

/** Reads a list of the identity API, which stands in the answer under a name. */
function useList<T>(
  name: string,
  path: string,
  { of = '', enabled = true }: { of?: string; enabled?: boolean } = {},
): UseQueryResult<readonly T[]> {
  const call = useCall()
  const { user } = useSignedIn()
  return useQuery({
    queryKey: [of === '' ? `iam-${name}` : `iam-${name}-of`, user.id, path],
    enabled,
    queryFn: async () => (await json<Record<string, T[]>>(call(`GET ${path}`)))[name] ?? [],
  })
}

export const useIamUsers = (enabled = true) => useList<IamUser>('users', '/v3/users', { enabled })
export const useIamGroups = (enabled = true) => useList<IamGroup>('groups', '/v3/groups', { enabled })
export const useKeys = (userId: string) =>
  useList<AccessKey>('credentials', `/v3.0/OS-CREDENTIAL/credentials?user_id=${userId}`)
export const useMembers = (groupId: string) =>
  useList<IamUser>('users', `/v3/groups/${groupId}/users`, { of: groupId })
export const useGroupsOf = (userId: string) =>
  useList<IamGroup>('groups', `/v3/users/${userId}/groups`, { of: userId })
/** What is granted at a path such as `/v3/domains/<id>/groups/<id>/roles`. */
export const useGranted = (path: string) => useList<Policy>('roles', path, { of: path })

/** All that can be granted: the system's roles and policies, then the account's own. */
export function usePolicies(): { data: readonly Policy[] | undefined; error: Error | null } {
  const { account } = useSignedIn()
  const system = useList<Policy>('roles', '/v3/roles')
  const own = useList<Policy>('roles', `/v3/roles?domain_id=${account.id}`)
  return {
    data: system.data === undefined || own.data === undefined ? undefined : [...own.data, ...system.data],
    error: system.error ?? own.error,
  }
}
