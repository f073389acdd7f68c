import { type Call, json } from '../api/call.ts'
import type { User } from '../users/user.ts'

/** A user group as ListUserGroups answers it (contract, workspace.md section 4). */
export interface UserGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly create_time: string
  readonly user_quantity: number
  readonly platform_type: 'AD' | 'LOCAL'
  readonly total_desktops: number
}

export const listGroups = (call: Call, query: { keyword?: string; limit: number; offset: number }) =>
  json<{ total_count: number; user_groups: UserGroup[] }>(call('GET /v2/{p}/groups', { query }))

export const listMembers = (call: Call, groupId: string, query: { user_name?: string; limit: number }) =>
  json<{ total_count: number; users: Pick<User, 'id' | 'user_name'>[] }>(
    call(`GET /v2/{p}/groups/${groupId}/users`, { query }),
  )

/** Adds a user to a group or removes it. @throws ApiFailure */
export const changeMember = (call: Call, groupId: string, action: 'ADD' | 'DELETE', userId: string) =>
  call(`POST /v2/{p}/groups/${groupId}/actions`, { body: { op_type: action, user_ids: [userId] } })

/** Makes a task that writes the user groups. @returns its ID @throws ApiFailure */
export const exportGroups = async (call: Call, name: string, language: string): Promise<string> => {
  const body = { ...(name === '' ? {} : { name }), language }
  return (await json<{ task_id: string }>(call('POST /v3/{p}/groups/export', { body }))).task_id
}

/** Makes a task that writes the members of a group. @returns its ID @throws ApiFailure */
export const exportMembers = async (call: Call, groupId: string, language: string): Promise<string> =>
  (
    await json<{ task_id: string }>(
      call(`GET /v3/{p}/groups/${groupId}/users/export`, { query: { language } }),
    )
  ).task_id
