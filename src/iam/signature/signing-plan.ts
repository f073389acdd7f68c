import { type Algorithm, algorithms } from './algorithms.ts'
import { canonicalHeaders } from './canonical-headers.ts'
import { canonicalRequests, stringToSign } from './canonical-request.ts'
import { formatSdkDate } from './clock.ts'

/** A request to be sent. It must go to `new URL(url).href` exactly, with exactly this body. */
export type OutgoingRequest = {
  readonly method: string
  readonly url: string | URL
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Uint8Array
}

export type SigningCredentials = {
  readonly accessKey: string
  readonly secretKey: string
  /** Of a temporary AK/SK; sent as X-Security-Token. */
  readonly securityToken?: string
}

export type SigningOptions = {
  readonly algorithm?: Algorithm
  readonly date: Date
  /** For V11 only. */
  readonly region?: string
  /** For V11 only. */
  readonly service?: string
  /** Names to sign, in this order, in place of content-type, host and all that begin with `x-`. */
  readonly signedHeaders?: readonly string[]
}

/**
 * Everything about a signature but the hashing, which browsers only do asynchronously. The steps are: hash `body`
 * unless `statedHash` is given; hash the bytes of `canonicalRequest(bodyHash)`; sign `stringToSign(requestHash)` with
 * the secret key, or with the key derived for `scope`; send `headers` with `authorization(signature)`.
 */
export type SigningPlan = {
  readonly algorithm: Algorithm
  readonly scope: string | undefined
  readonly body: Uint8Array
  readonly statedHash: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly canonicalRequest: (bodyHash: string) => string
  readonly stringToSign: (requestHash: string) => string
  readonly authorization: (signature: string) => string
}

/**
 * Plans the signature of a request. The host is signed but not among the headers: HTTP clients set it themselves.
 *
 * @throws TypeError where a header to be signed is absent or holds what a header cannot (characters beyond U+00FF),
 * or where access key, region or service cannot stand in an Authorization header
 */
export function planSigning(
  request: OutgoingRequest,
  credentials: SigningCredentials,
  options: SigningOptions,
): SigningPlan {
  const url = new URL(request.url)
  const algorithm = options.algorithm ?? 'SDK-HMAC-SHA256'
  const date = formatSdkDate(options.date)
  const scope = algorithms[algorithm].scoped
    ? `${date.slice(0, 8)}/${options.region ?? ''}/${options.service ?? ''}`
    : undefined
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (value !== undefined) headers[name.toLowerCase()] = value
  delete headers['authorization']
  headers['x-sdk-date'] = date
  if (credentials.securityToken !== undefined) headers['x-security-token'] = credentials.securityToken

  const signable = { host: url.host, ...headers }
  const signedHeaders = options.signedHeaders ?? Object.keys(signable).filter(isSignedByDefault).toSorted()
  const lines = canonicalHeaders(signable, signedHeaders)
  if (!lines.ok) throw new TypeError(`cannot sign header ${lines.name}: ${lines.problem}`)
  const access = scope === undefined ? 'Access' : 'Credential'
  const credential = scope === undefined ? credentials.accessKey : `${credentials.accessKey}/${scope}`
  if (
    !/^[\x21-\x2b\x2d-\x7e]+$/.test(credential) ||
    (scope !== undefined && credential.split('/').length !== 4)
  )
    throw new TypeError('access key, region and service take visible ASCII characters but no comma or slash')
  return {
    algorithm,
    scope,
    body:
      typeof request.body === 'string'
        ? new TextEncoder().encode(request.body)
        : (request.body ?? new Uint8Array()),
    statedHash: headers[algorithms[algorithm].contentHeader],
    headers,
    canonicalRequest: (bodyHash) =>
      canonicalRequests({
        method: request.method.toUpperCase(),
        rawTarget: url.pathname + url.search,
        headerLines: lines.lines,
        signedHeaders,
        bodyHashes: [bodyHash],
      }).next().value ?? '',
    stringToSign: (requestHash) => stringToSign(algorithm, date, scope, requestHash),
    authorization: (signature) =>
      `${algorithm} ${access}=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
  }
}

// What the server reads. Proxies and HTTP clients change others (accept-encoding, user-agent, connection).
const isSignedByDefault = (name: string): boolean =>
  name === 'content-type' || name === 'host' || name.startsWith('x-')
