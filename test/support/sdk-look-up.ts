import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js'
import { Region } from '@huaweicloud/huaweicloud-sdk-core/region/region.js'

import type { SdkRequest } from './official-sdk.ts'

// It writes its logs below $HOME, which that file moves, as soon as it is loaded.
await import('./official-sdk.ts')
const { ClientBuilder } = await import('@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js')
const { BasicCredentials } = await import('@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js')
const { GlobalCredentials } = await import('@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js')

/** What an SDK is given: no project and no account, which it looks up by itself. */
export interface LookUp {
  readonly find: 'project' | 'domain'
  readonly keys: 'plain' | 'derived'
  readonly ak: string
  readonly sk: string
  readonly securityToken?: string
  readonly region?: string
}

/** Sends a request with the vendor's SDK, both of whose endpoints are the server. */
export async function sendBySdk<T>(
  endpoint: string,
  { find, keys, region = 'local', ...pair }: LookUp,
  request: SdkRequest,
): Promise<T> {
  const Credentials = find === 'project' ? BasicCredentials : GlobalCredentials
  const credential = new Credentials(pair).withIamEndpoint(endpoint)
  if (keys === 'derived') {
    credential.withDerivedPredicate(() => true)
    credential.processDerivedAuthParams('workspace', region)
  }
  const client = new ClientBuilder<HcClient>((made) => made)
    .withCredential(credential)
    .withRegion(new Region(region, [endpoint]))
    .build()
  const answer: unknown = await client.sendRequest({
    contentType: 'application/json',
    headers: {},
    pathParams: {},
    queryParams: {},
    ...request,
  })
  return answer as T
}
