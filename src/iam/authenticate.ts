import type { IncomingHttpHeaders } from 'node:http'

import type { Database } from '../database/connect.ts'
import { sharedLookUp } from '../database/shared-look-up.ts'
import { type ApiError, errors } from '../errors.ts'
import { findAccessKey } from './access-key.ts'
import type { Caller } from './caller.ts'
import { forgetWrongSignatures, noteWrongSignature } from './lockout.ts'
import type { MasterKey } from './master-key.ts'
import { parseAuthorization } from './signature/authorization-header.ts'
import type { HashedBody } from './signature/digests.ts'
import type { SignatureRefusal } from './signature/refusal.ts'
import { dummySecretKey, verifySignature } from './signature/verify.ts'
import { requireSecurityToken } from './temporary-key.ts'
import { callerOfToken } from './token.ts'

/** The request as it came over the wire: nothing of it decoded. */
export interface SignedRequest {
  readonly method: string
  readonly rawTarget: string
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array | HashedBody
  readonly remoteAddress: string
}

/** Is told whose credentials came, as soon as that is known: they need not hold. */
export type Presented = (caller: Caller) => void

/**
 * Who is calling: by signature, or by token where nothing is signed (contract, iam.md sections 1 and 2).
 *
 * @param presented not called for a key that is locked out: whoever goes on guessing shall not fill the audit trail
 * @throws ApiError with status 401
 */
export async function authenticate(
  request: SignedRequest,
  { database, masterKey }: { database: Database; masterKey: MasterKey },
  presented: Presented = () => {},
): Promise<Caller> {
  if (request.headers.authorization !== undefined)
    return await callerOfSignature(request, database, masterKey, presented)
  const token = request.headers['x-auth-token']
  if (typeof token === 'string' && token !== '') return await callerOfToken(database, token, presented)
  throw errors.credentialsMissing()
}

async function callerOfSignature(
  request: SignedRequest,
  database: Database,
  masterKey: MasterKey,
  presented: Presented,
): Promise<Caller> {
  const parsed = parseAuthorization(request.headers.authorization)
  if (!parsed.ok) throw refusalError(parsed.reason)
  const { accessKey } = parsed.authorization
  const { remoteAddress } = request
  const key = await sharedLookUp(database, `key ${remoteAddress} ${accessKey}`, () =>
    findAccessKey(database, accessKey, remoteAddress),
  )
  if (key?.locked) throw errors.accessKeyLocked()
  if (key !== undefined) presented(key.caller)
  // An unknown key costs the same work as a wrong signature, so that time tells nobody which keys there are.
  const secretKey = key === undefined ? dummySecretKey : masterKey.open(key.sealedSecretKey, accessKey)
  const verdict = verifySignature(request, secretKey, new Date())
  if (key === undefined) throw errors.accessKeyUnknown(accessKey)
  if (!verdict.ok) {
    // A wrong clock locks nobody out.
    if (verdict.reason.kind === 'signature') await noteWrongSignature(database, accessKey, remoteAddress)
    throw refusalError(verdict.reason)
  }
  if (key.failedLately) await forgetWrongSignatures(database, accessKey, remoteAddress)
  requireSecurityToken(key, request.headers, verdict.signedHeaders)
  // A regional client names its project so; for a signed request that is what a token's project is for a token.
  const project = request.headers['x-project-id']
  return typeof project === 'string' && project !== ''
    ? { ...key.caller, tokenProjectId: project }
    : key.caller
}

/** The answer to a signature that does not hold (contract, errors.md). */
function refusalError(reason: SignatureRefusal): ApiError {
  switch (reason.kind) {
    case 'absent':
      return errors.credentialsMissing()
    case 'expired':
      return errors.signatureExpired(reason.signatureTime, reason.serverTime)
    case 'signature':
      return errors.signatureWrong(reason.canonicalRequest)
    default:
      return errors.signatureMalformed(explain(reason))
  }
}

type Malformed = Exclude<SignatureRefusal, { kind: 'absent' | 'expired' | 'signature' }>

function explain(reason: Malformed): string {
  switch (reason.kind) {
    case 'algorithm-unknown':
      return `unknown algorithm ${reason.algorithm}`
    case 'algorithm-unavailable':
      return `algorithm ${reason.algorithm} is not available here`
    case 'malformed':
      return reason.detail
    case 'date-not-signed':
      return 'X-Sdk-Date is not among SignedHeaders'
    case 'signed-header-absent':
      return `signed header ${reason.name} is not in the request`
    case 'date-malformed':
      return `X-Sdk-Date is not of the form yyyyMMddTHHmmssZ: ${reason.date}`
    case 'scope-day':
      return `credential scope of ${reason.scopeDay}, but signature time:${reason.signatureTime}`
    case 'content-hash':
      return `the body's hash is ${reason.actual}, but the header says ${reason.stated}`
    case 'unsigned-json':
      return 'UNSIGNED-PAYLOAD is not allowed for a JSON body'
  }
}
