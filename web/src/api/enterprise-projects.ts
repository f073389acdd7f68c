import { useQuery } from '@tanstack/react-query'

import { useSignedIn } from '../session/session.tsx'
import { json, useCall } from './call.ts'
import { usePermissions } from './permissions.ts'

export interface EnterpriseProject {
  readonly id: string
  readonly name: string
}

/** The enterprise projects that the caller may see; none where it may not list them. */
export function useEnterpriseProjects(): readonly EnterpriseProject[] {
  const call = useCall()
  const { user } = useSignedIn()
  const { may } = usePermissions()
  const { data } = useQuery({
    queryKey: ['enterprise-projects', user.id],
    staleTime: 60_000,
    enabled: may('eps:enterpriseProjects:list'),
    queryFn: () =>
      json<{ enterprise_projects: EnterpriseProject[] }>(
        call('GET /v1.0/enterprise-projects', { query: { sort_key: 'name', sort_dir: 'asc' } }),
      ),
  })
  return data?.enterprise_projects ?? []
}
