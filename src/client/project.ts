import type { ApiClient } from './api-client.ts'
import { ClientError } from './client-error.ts'

/**
 * The project that a command means: the one that is named, else the only one that the credentials reach.
 *
 * @throws ClientError where there is none, or more than one to choose from; ApiRefusal
 */
export async function projectOf(
  client: ApiClient,
  { projectId }: { readonly projectId: string | undefined },
): Promise<string> {
  if (projectId !== undefined) return projectId
  const { projects } = await client.json<{ projects: { id: string; name: string }[] }>(
    'GET',
    '/v3/auth/projects',
  )
  const [first, second] = projects
  if (first === undefined) throw new ClientError('noProject')
  if (second === undefined) return first.id
  throw new ClientError('severalProjects', projects.map(({ id, name }) => `${name} (${id})`).join(', '))
}
