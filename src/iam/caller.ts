export type AuthorizationMode = 'role_policy' | 'identity_policy'

/** Who is calling, as the credentials of a request say. */
export interface Caller {
  readonly accountId: string
  readonly accountName: string
  /** By which kind of policies the account judges its IAM users. */
  readonly authorizationMode: AuthorizationMode
  readonly userId: string
  readonly userName: string
  /** The account itself rather than one of its IAM users: it may do everything. */
  readonly isAccount: boolean
  /** The access key that signed the request, or null where a token came. */
  readonly accessKey: string | null
  /** The project that a token is scoped to; null: a token for the account, or a signed request. */
  readonly tokenProjectId: string | null
}

/** The caller as audit events, tasks and workbooks name it: `account/user`. */
export const principalOf = (caller: Caller): string => `${caller.accountName}/${caller.userName}`
