import { STATUS_CODES } from 'node:http'

import type { ApiError } from '../errors.ts'

const KEYSTONE =
  /^\/v3(\/(auth|projects|domains|regions|users|groups|roles|services|endpoints|sign-in-links)(?=[/?]|$)|\/?(\?|$))/

/** Whether a path belongs to the identity API, whose errors have Keystone's form. */
export const isKeystonePath = (url: string): boolean => KEYSTONE.test(url)

/** An error as Keystone writes it (contract, iam.md section 2). */
export const keystoneError = (error: ApiError) => ({
  error: { code: error.status, message: error.message, title: STATUS_CODES[error.status] ?? 'Error' },
})
