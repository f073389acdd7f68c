import { hashHex, signatureHex } from './digests.ts'
import {
  type OutgoingRequest,
  type SigningCredentials,
  type SigningOptions,
  planSigning,
} from './signing-plan.ts'

/**
 * Signs a request (contract, section 1).
 *
 * @returns the headers to send: those given, lower-cased, with `x-sdk-date`, `authorization` and, for a temporary key,
 * `x-security-token`; not `host`, which HTTP clients set themselves
 * @throws TypeError where a header cannot be signed or the URL is none
 */
export function signRequest(
  request: OutgoingRequest,
  credentials: SigningCredentials,
  options: SigningOptions,
): Record<string, string> {
  const plan = planSigning(request, credentials, options)
  const bodyHash = plan.statedHash ?? hashHex(plan.algorithm, plan.body)
  const canonical = Buffer.from(plan.canonicalRequest(bodyHash), 'latin1')
  const text = plan.stringToSign(hashHex(plan.algorithm, canonical))
  const signature = signatureHex(plan.algorithm, credentials, plan.scope, text)
  return { ...plan.headers, authorization: plan.authorization(signature) }
}
