import { StorageError } from './store.ts'

/** What an error of the S3 client looks like from here. */
interface S3Failure {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number }
}

const MISSING = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload'])
/** Quotas of Swift (413), OBS and others (507, by name). */
const FULL_STATUS = new Set([413, 507])
const FULL_NAME = /quota|insufficientstorage/i

/**
 * Says an error of the object storage in the store's own terms: what is missing, what is full, and everything else with
 * what was tried and what came back. No header of the request is part of it, which would be signed.
 */
export function storageError(error: unknown, doing: string): StorageError {
  const { name = 'Error', message = '', code = '', $metadata = {} } = Object(error) as S3Failure
  const { httpStatusCode: status, attempts = 1 } = $metadata
  const said = [status, name, code, message].filter(Boolean).join(' ')
  const sentence = `The object storage could not ${doing}, tried ${attempts} times: ${said}`
  if (MISSING.has(name)) return new StorageError('ENOENT', sentence, error)
  const full = FULL_STATUS.has(status ?? 0) || FULL_NAME.test(name)
  return new StorageError(full ? 'ENOSPC' : 'EIO', sentence, error)
}
