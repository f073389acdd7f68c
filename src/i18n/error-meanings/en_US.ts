import type { ErrorMeanings } from './shape.ts'

/** What the errors mean, in English. */
export const en_US: ErrorMeanings = {
  // The request itself
  messageInvalid: 'The request is no well-formed HTTP or JSON: correct what the message names.',
  bodyEmpty: 'This operation needs a body: send a JSON object.',
  parameterInvalid:
    'Parameters are missing or not allowed: correct each one that the message names, with what is allowed.',
  apiNotFound: 'No operation has this path: compare it with /openapi.json.',
  methodNotAllowed: 'The path is there, the method is not: use one of those in the header Allow.',
  bodyTooLarge: 'The body is longer than 12 MB: send less at a time.',
  uriTooLong: 'Path and query are longer than 32 KB: shorten the query.',
  headersTooLarge: 'The headers are longer than 128 KB: send fewer or shorter ones.',

  // Who is calling
  credentialsMissing: 'The request proves no identity: send X-Auth-Token, or sign it with an access key.',
  signatureMalformed: 'The signature cannot be checked as it was sent: correct what the message names.',
  signatureWrong:
    'Another request or another secret key was signed: compare your canonical request with the one in the message.',
  signatureExpired: 'X-Sdk-Date is more than 15 minutes off the server’s time: set the clock and sign anew.',
  signatureReplayed:
    'A changing request with this signature was served already: sign it anew for each attempt.',
  accessKeyLocked:
    'Too many wrong signatures with this access key from this address: wait five minutes and check the secret key.',
  accessKeyUnknown: 'There is no such access key, or it or its user is disabled: use another one.',
  tokenUnreadable: 'This is no token of this server, or it was revoked or used: obtain a new one.',
  tokenExpired: 'The token’s time is over: obtain a new one.',
  tokenOutdated:
    'The user, its password, keys or grants changed since the token was issued: obtain a new one.',
  subjectTokenUnknown: 'The token in X-Subject-Token does not hold, or is another account’s.',
  passwordWrong: 'Account, user or password is wrong, or the user is disabled: check all three.',
  projectForeign:
    'The project, user or token is not the caller’s, or the key is a temporary one: use your own, and a token for the project.',

  permissionDenied:
    'No policy allows the action, or one denies it: have it granted; DecodeAuthorizationMessage tells the reason.',
  reasonUnreadable: 'This is no reason of a refusal of this account, or its key was removed: copy it whole.',

  // What is not there
  projectUnknown: 'No project has the ID in the path: KeystoneListProjects lists yours.',
  enterpriseProjectUnknown: 'The account has no such enterprise project: ListEnterpriseProject lists them.',

  // Users and groups
  userNameTaken:
    'Users of these names are there already, or named twice: choose others; nothing was created.',
  userUnknown:
    'The project has no such users, or not in the enterprise projects that you may use: ListUsers lists them; nothing was changed.',
  userOwnsDesktops:
    'Users with desktops are not deleted: take their desktops away first; nobody was deleted.',
  userChanged:
    'Somebody else changed the user in the meantime: read it again with ListUserDetail, then send the change with the new ETag.',
  groupNameTaken: 'The project has another user group of this name, ignoring case: choose another name.',
  adGroupRenamed: 'The group comes from an AD domain: rename it there.',
  userGroupUnknown:
    'The project has no such user groups: ListUserGroups lists them; nothing was created or changed.',

  // Accounts, IAM users and what they are granted
  identityUnknown: 'The account has nothing with this ID: list what there is and correct the ID.',
  identityNameTaken: 'The account has another one of this name: choose another name.',
  accessKeysFull: 'The user has as many access keys as it may: delete one first.',
  policyGranted: 'The policy is still granted: remove its grants, then delete it.',
  accountProtected:
    'This user is the account itself: only it may change itself, and nobody disables or deletes it.',

  // Export tasks
  exportTaskUnknown: 'There is no such export task, or it was deleted: ListExportTasks lists them.',
  exportTaskRunning:
    'The file is not ready: ask ListExportTasks until the task reads SUCCESS, then download it.',
  exportTaskFailed: 'The export failed and has no file: read the reason and create a new task.',
  exportTaskExpired: 'The file was kept for its time and is gone: create a new task with the same filter.',
  idempotencyKeyReused:
    'The key stands for another request: use a new X-Idempotency-Key, or repeat that request exactly.',
  storageQuotaReached:
    'The project keeps as many bytes of files as it may: delete export tasks, or have muster admin project limit allow more.',

  webhookUnknown: 'The project has no webhook: SetWebhook sets one.',

  tooManyRequests:
    'There were too many requests, or too many exports are unfinished: try again after Retry-After seconds.',

  // Ourselves
  internal: 'Something went wrong inside: try again, and give the request ID to whoever runs the server.',
  unavailable: 'The database or the storage cannot be reached just now: try again after Retry-After seconds.',
}
