import { signRequest } from '../../src/iam/signature/sign.ts'
import type { WireRequest } from './http.ts'
import { credentials } from './settings.ts'

/** Who sends a request: gives the headers that prove it. */
export type Who = (wire: WireRequest, endpoint: string) => Record<string, string>

export interface Keys {
  readonly access_key: string
  readonly secret_key: string
}

/** Sends no credentials. */
export const nobody: Who = () => ({})

/** Signs with SDK-HMAC-SHA256, by default now. */
export function signedBy(keys: Keys, { date }: { date?: Date } = {}): Who {
  return (wire, endpoint) => {
    const url = new URL(wire.target, endpoint)
    const request = { method: wire.method, url, headers: wire.headers, body: wire.body }
    return signRequest(
      request,
      { accessKey: keys.access_key, secretKey: keys.secret_key },
      { date: date ?? new Date() },
    )
  }
}

/** The administrator of the first account. */
export const admin: Who = signedBy(credentials)

/** Signs something else than what is sent: as if it had been changed on the way. */
export function signedBefore(change: (wire: WireRequest) => WireRequest): Who {
  return (wire, endpoint) => {
    const { authorization = '', 'x-sdk-date': date = '' } = admin(change(wire), endpoint)
    return { authorization, 'x-sdk-date': date }
  }
}

/** Sends a token. */
export const withToken =
  (token: string): Who =>
  () => ({ 'x-auth-token': token })
