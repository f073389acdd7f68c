/** Additional answer headers of an error, such as `Allow` and `Retry-After`. */
type Headers = Readonly<Record<string, string>>

/** An answer other than success: everything that the caller is told of it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly headers: Headers
  /** The sealed reason of a refusal. */
  readonly reason: string | undefined

  constructor(status: number, code: string, message: string, headers: Headers = {}, reason?: string) {
    super(message)
    this.reason = reason
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** A row of the table: its arguments fill the message. */
function row<Arguments extends unknown[]>(
  status: number,
  code: string,
  message: (...args: Arguments) => string,
  headers?: (...args: Arguments) => Headers,
) {
  return (...args: Arguments) => new ApiError(status, code, message(...args), headers?.(...args))
}

const IAM = 'Incorrect IAM authentication information'
const RETRY_SOON: Headers = { 'retry-after': '5' }

/**
 * Every error there is: HTTP status, code and message, by name (contract, errors.md). Codes of our own, which
 * the public reference does not list, are named in docs/reference/errors.md.
 */
export const errors = {
  // The request itself
  messageInvalid: row(400, 'WKS.00139901', (why: string) => `The request message is invalid: ${why}`),
  bodyEmpty: row(400, 'WKS.0001', () => 'The request message input by the interface is empty.'),
  parameterInvalid: row(400, 'WKS.00211102', (faults: string) => `The parameter is invalid: ${faults}`),
  apiNotFound: row(
    404,
    'APIGW.0101',
    () => 'The API does not exist or has not been published in the environment.',
  ),
  methodNotAllowed: row(
    405,
    'WKS.00000405',
    (_allow: string) => 'The method specified in the request is not allowed for this resource.',
    (allow) => ({ allow }),
  ),
  bodyTooLarge: row(413, 'APIGW.0201', () => 'Request entity too large.'),
  uriTooLong: row(414, 'APIGW.0201', () => 'Request URI too long.'),
  headersTooLarge: row(431, 'APIGW.0201', () => 'Request header fields too large.'),

  // Who is calling
  credentialsMissing: row(401, 'APIGW.0301', () => `${IAM}: x-auth-token not found`),
  signatureMalformed: row(401, 'APIGW.0301', (why: string) => `${IAM}: verify aksk signature fail, ${why}`),
  signatureWrong: row(
    401,
    'APIGW.0301',
    (canonicalRequest: string) =>
      `${IAM}: verify aksk signature fail, canonicalRequest:${canonicalRequest.replaceAll('\n', '|')}`,
  ),
  signatureExpired: row(
    401,
    'APIGW.0301',
    (signed: string, now: string) =>
      `${IAM}: calc aksk signature fail:signature expired, signature time:${signed},server time:${now}`,
  ),
  signatureReplayed: row(
    401,
    'APIGW.0301',
    () => `${IAM}: verify aksk signature fail, signature was used before`,
  ),
  accessKeyLocked: row(401, 'APIGW.0301', () => `${IAM}: AK access failed to reach the limit,forbidden`),
  accessKeyUnknown: row(401, 'APIGW.0301', (accessKey: string) => `${IAM}: ak ${accessKey} not exist`),
  tokenUnreadable: row(401, 'APIGW.0301', () => `${IAM}: decrypt token fail`),
  tokenExpired: row(
    401,
    'APIGW.0301',
    (expiresAt: string) => `${IAM}: token expires, expires_at: ${expiresAt}`,
  ),
  tokenOutdated: row(401, 'APIGW.0307', () => 'The token must be updated.'),
  subjectTokenUnknown: row(404, 'IAM.0004', () => 'Could not find the token.'),
  passwordWrong: row(401, 'APIGW.0301', () => 'The username or password is wrong.'),
  projectForeign: row(403, 'APIGW.0302', () => 'The IAM user is not authorized to access the API.'),

  permissionDenied: (sentence: string, reason: string) =>
    new ApiError(403, 'WKS.00081102', sentence, {}, reason),
  reasonUnreadable: row(400, 'STS5.1001', () => 'The encoded message cannot be decoded.'),

  // What is not there
  projectUnknown: row(404, 'WKS.00290006', () => 'The project does not exist.'),
  enterpriseProjectUnknown: row(
    404,
    'WKS.00290007',
    (which: string) => `The enterprise project does not exist. Unknown: ${which}`,
  ),

  // Users and groups
  userNameTaken: row(
    400,
    'WKS.00170311',
    (names: string) => `The user name already exists in the project and domain: ${names}.`,
  ),
  userUnknown: row(400, 'WKS.00170312', (which: string) => `The user does not exist. Unknown: ${which}`),
  userOwnsDesktops: row(
    400,
    'WKS.00170313',
    (which: string) => `The user still owns desktops: ${which}. Delete them or assign them to others first.`,
  ),
  userChanged: row(
    412,
    'WKS.00170314',
    () => 'The user was changed since it was read: the ETag in If-Match is no longer its own. Read it again.',
  ),
  groupNameTaken: row(
    400,
    'WKS.00170209',
    (name: string) => `The user group name already exists in the project: \`${name}\`.`,
  ),
  adGroupRenamed: row(
    400,
    'WKS.00170210',
    (name: string) => `A user group of an AD domain cannot be renamed here: \`${name}\`.`,
  ),
  userGroupUnknown: row(
    400,
    'WKS.00170208',
    (which: string) => `The user group does not exist. Unknown: ${which}`,
  ),

  // Accounts, IAM users and what they are granted
  identityUnknown: row(404, 'IAM.0004', (what: string, id: string) => `Could not find ${what}: ${id}.`),
  identityNameTaken: row(
    409,
    'IAM.00290001',
    (what: string, name: string) => `The name of a ${what} is taken: ${name}.`,
  ),
  accessKeysFull: row(
    400,
    'IAM.00290002',
    (most: number) => `A user has at most ${most} access keys. Delete one of them first.`,
  ),
  policyGranted: row(
    409,
    'IAM.00290003',
    () => 'The policy is granted. Remove its grants before you delete it.',
  ),
  accountProtected: row(
    403,
    'IAM.00290004',
    () => 'The user that is the account itself is changed by itself only, and neither disabled nor deleted.',
  ),

  // Export tasks
  exportTaskUnknown: row(404, 'WKS.00290001', () => 'The export task does not exist.'),
  exportTaskRunning: row(
    400,
    'WKS.00290002',
    (progress: number) =>
      `The export task is not finished: ${progress} % are done. Ask ListExportTasks until it reads SUCCESS.`,
  ),
  exportTaskFailed: row(
    400,
    'WKS.00290003',
    (reason: string) => `The export task failed: ${reason} Create a new task to run it again.`,
  ),
  exportTaskExpired: row(
    400,
    'WKS.00290004',
    (expiredAt: string) =>
      `The file of the export task expired at ${expiredAt}. Create a new task with the same filter to run it again.`,
  ),
  idempotencyKeyReused: row(
    409,
    'WKS.00290005',
    () => 'The idempotency key was used with another request body within the last 24 hours.',
  ),
  storageQuotaReached: row(
    400,
    'WKS.00290009',
    (kept: number, most: number) =>
      `The project keeps ${kept} bytes of exported files and may keep ${most}. Delete export tasks that are no longer needed.`,
  ),

  webhookUnknown: row(404, 'WKS.00290008', () => 'The project has no webhook.'),

  tooManyRequests: row(
    429,
    'APIGW.0308',
    (limit: number, time: string, _retryAfterSeconds: number) =>
      `The throttling threshold has been reached: policy user over ratelimit,limit:${limit},time:${time}`,
    (_limit, _time, seconds) => ({ 'retry-after': String(seconds) }),
  ),

  // Ourselves
  internal: row(500, 'APIGW.0601', () => 'Internal server error.'),
  unavailable: row(
    503,
    'WKS.00050902',
    () => 'The service is now unavailable to process the request.',
    () => RETRY_SOON,
  ),
} as const
