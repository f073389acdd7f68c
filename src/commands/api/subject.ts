import type { ApiClient } from '../../client/api-client.ts'
import { UsageError } from '../run.ts'
import { words } from '../words.ts'

/** What a command can be about. */
export type Subject = 'user' | 'group'

interface Call {
  readonly client: ApiClient
  readonly projectId: string
}

interface Named {
  readonly id: string
  readonly name: string
  readonly domain: string | null
}

/** IDs are 32 lower-case hex digits (contract, workspace.md, conventions). */
const ID = /^[0-9a-f]{32}$/

/**
 * The ID of a user or a user group that is given by ID or name, whatever its case.
 *
 * @throws UsageError where nobody is called so, or more than one (in different domains)
 */
export async function findId(call: Call, kind: Subject, given: string): Promise<string> {
  if (ID.test(given)) return given
  const found = await { user: usersCalled, group: groupsCalled }[kind](call, given)
  const [first, ...others] = found
  if (first === undefined) throw new UsageError(words.cli.unknownName(words.cli.apiSubjects[kind], given))
  if (others.length === 0) return first.id
  const ids = found.map(({ id, domain }) => `${id} (${domain ?? '-'})`).join(', ')
  throw new UsageError(words.cli.apiSeveral(given, ids))
}

async function usersCalled({ client, projectId }: Call, name: string): Promise<Named[]> {
  const { users } = await client.json<{ users: (Named & { user_name: string })[] }>(
    'GET',
    `/v2/${projectId}/users?user_names=${encodeURIComponent(name)}&limit=10`,
  )
  return users
}

const PAGE = 100

async function groupsCalled({ client, projectId }: Call, name: string): Promise<Named[]> {
  const found: Named[] = []
  for (let offset = 0; ; offset += PAGE) {
    const { user_groups: groups } = await client.json<{ user_groups: Named[] }>(
      'GET',
      `/v2/${projectId}/groups?keyword=${encodeURIComponent(name)}&limit=${PAGE}&offset=${offset}`,
    )
    found.push(...groups.filter((group) => group.name.toLowerCase() === name.toLowerCase()))
    if (groups.length < PAGE) return found
  }
}
