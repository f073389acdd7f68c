import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after } from 'node:test'

import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js'

import { credentials } from './settings.ts'

// It writes its logs below $HOME as soon as it is loaded.
const home = mkdtempSync(path.join(tmpdir(), 'muster-sdk-'))
process.env['HOME'] = home
after(() => rmSync(home, { recursive: true, force: true }))
const { ClientBuilder } = await import('@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js')
const { BasicCredentials } = await import('@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js')

/** A request as the vendor's generated clients describe it to their core. */
export interface SdkRequest {
  readonly method: string
  readonly url: string
  readonly pathParams?: Readonly<Record<string, string>>
  readonly queryParams?: Readonly<Record<string, unknown>>
  readonly data?: object
  readonly axiosRequestConfig?: object
}

/** The unmodified core of the vendor's Node.js SDK, as its generated clients use it. */
export class OfficialSdk {
  readonly #client: HcClient

  /** @param keys plain: SDK-HMAC-SHA256; derived: V11-HMAC-SHA256, as towards any host that is not the vendor's */
  constructor(
    endpoint: string,
    {
      keys,
      accessKey = credentials.access_key,
      secretKey = credentials.secret_key,
    }: { keys: 'plain' | 'derived'; accessKey?: string; secretKey?: string },
  ) {
    const basic = new BasicCredentials({
      ak: accessKey,
      sk: secretKey,
      projectId: credentials.project_id,
    })
    if (keys === 'derived') {
      basic.withDerivedPredicate(() => true)
      basic.processDerivedAuthParams('workspace', 'local')
    }
    this.#client = new ClientBuilder<HcClient>((client) => client)
      .withCredential(basic)
      .withEndpoint(endpoint)
      .build()
  }

  /** Sends a request and gives what a generated client would give. */
  async send<T extends object>(request: SdkRequest): Promise<T & { httpStatusCode: number }> {
    const answer: unknown = await this.#client.sendRequest({
      contentType: 'application/json',
      headers: {},
      pathParams: {},
      queryParams: {},
      ...request,
    })
    return answer as T & { httpStatusCode: number }
  }
}
