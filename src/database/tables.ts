import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** A column that PostgreSQL fills where an insert leaves it out. */
type Defaulted<T> = Generated<T>
type Timestamp = ColumnType<Date, Date | string, Date | string>
type OptionalTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** Set by PostgreSQL to the time of the insert, unless given. */
type CreatedAt = ColumnType<Date, Date | string | undefined, Date | string>
type Json<T> = ColumnType<T, string, string>

/** The tables as the newest migration leaves them (database/migrations). */
export interface Tables {
  accounts: {
    id: string
    name: string
    authorization_mode: Defaulted<'role_policy' | 'identity_policy'>
    enabled: Defaulted<boolean>
    created_at: CreatedAt
  }
  projects: {
    id: string
    account_id: string
    name: string
    created_at: CreatedAt
    most_exports: number | null
    most_stored_bytes: number | null
  }
  enterprise_projects: {
    account_id: string
    id: string
    name: string
    description: Defaulted<string>
    created_at: CreatedAt
  }
  iam_users: {
    id: string
    account_id: string
    name: string
    password_hash: string | null
    is_account: Defaulted<boolean>
    enabled: Defaulted<boolean>
    description: Defaulted<string>
    email: Defaulted<string>
    token_generation: Defaulted<number>
    created_at: CreatedAt
  }
  access_keys: {
    access_key: string
    account_id: string
    iam_user_id: string
    sealed_secret_key: Buffer
    enabled: Defaulted<boolean>
    description: Defaulted<string>
    security_token_hash: Buffer | null
    expires_at: OptionalTimestamp
    created_at: CreatedAt
    last_used_at: OptionalTimestamp
  }
  iam_groups: {
    account_id: string
    id: string
    name: string
    description: Defaulted<string>
    created_at: CreatedAt
  }
  iam_group_members: { account_id: string; group_id: string; user_id: string }
  policies: {
    account_id: string
    id: string
    name: string
    description: Defaulted<string>
    document: Json<object>
    created_at: CreatedAt
    updated_at: CreatedAt
  }
  grants: {
    account_id: string
    id: string
    policy_id: string
    group_id: string | null
    user_id: string | null
    scope: 'account' | 'project' | 'enterprise_project'
    scope_id: string
    created_at: CreatedAt
  }
  master_key_proof: {
    single: Generated<boolean>
    sealed: Buffer
  }
  refusal_keys: {
    id: GeneratedAlways<number>
    sealed_key: Buffer
    created_at: CreatedAt
    retired_at: OptionalTimestamp
  }
  signature_sightings: { access_key: string; signature: string; seen_at: CreatedAt }
  signature_failures: {
    access_key: string
    remote_address: string
    failures: number
    locked_until: OptionalTimestamp
    failed_at: CreatedAt
  }
  limit_counts: { name: string; subject: string; period: Timestamp; used: number }
  tokens: {
    token_hash: Buffer
    account_id: string
    iam_user_id: string
    project_id: string | null
    methods: string[]
    generation: Defaulted<number>
    issued_at: CreatedAt
    expires_at: Timestamp
  }
  audit_events: {
    id: string
    account_id: string
    project_id: string | null
    occurred_at: CreatedAt
    operation: string
    action: string | null
    principal: string
    user_id: string
    user_name: string
    is_account: boolean | null
    credential: string
    remote_address: string | null
    resources: string[]
    outcome: 'allowed' | 'denied' | 'failed'
    status: number | null
    error_code: string | null
    request_id: string | null
    details: Json<object>
  }
  users: {
    project_id: string
    id: string
    user_name: string
    user_name_key: ColumnType<string, never, never>
    domain: Defaulted<string>
    enterprise_project_id: Defaulted<string>
    user_email: string | null
    user_phone: string | null
    description: string | null
    alias_name: string | null
    active_type: Defaulted<'USER_ACTIVATE' | 'ADMIN_ACTIVATE'>
    platform_type: Defaulted<'AD' | 'LOCAL' | 'UOS'>
    account_expires: OptionalTimestamp
    password_never_expired: Defaulted<boolean>
    enable_change_password: Defaulted<boolean>
    next_login_change_password: Defaulted<boolean>
    locked: Defaulted<boolean>
    disabled: Defaulted<boolean>
    is_pre_user: Defaulted<boolean>
    total_desktops: Defaulted<number>
    share_space_subscription: Defaulted<boolean>
    share_space_desktops: Defaulted<number>
    user_info_map: Json<Record<string, string>> | null
    group_numbers: Defaulted<number[]>
    created_at: CreatedAt
    updated_at: CreatedAt
  }
  user_groups: {
    project_id: string
    id: string
    number: GeneratedAlways<number>
    name: string
    name_key: ColumnType<string, never, never>
    description: Defaulted<string>
    platform_type: Defaulted<'AD' | 'LOCAL'>
    created_at: CreatedAt
  }
  export_tasks: {
    project_id: string
    id: string
    account_id: string
    task_type: 'USERS' | 'GROUPS' | 'GROUP_USERS' | 'IMPORT'
    status: Defaulted<'CREATING' | 'SUCCESS' | 'FAIL'>
    language: 'en_US' | 'zh_CN'
    filter: Json<object>
    scope: Json<object>
    created_by: string
    created_by_id: string
    created_at: CreatedAt
    attempt: Defaulted<number>
    started_at: OptionalTimestamp
    progressed_at: OptionalTimestamp
    finished_at: OptionalTimestamp
    snapshot_at: OptionalTimestamp
    rows_total: number | null
    rows_written: Defaulted<number>
    file_name: string
    file_key: string | null
    file_size: number | null
    sha256: string | null
    expires_at: OptionalTimestamp
    purged_at: OptionalTimestamp
    download_count: Defaulted<number>
    error_code: string | null
    fail_reason: string | null
    request_id: string | null
    result: Json<object> | null
  }
  idempotency_keys: {
    project_id: string
    caller_id: string
    key: string
    task_id: string
    request_hash: Buffer
    created_at: CreatedAt
  }
  webhooks: {
    project_id: string
    account_id: string
    url: string
    sealed_secret: Buffer
    created_at: CreatedAt
    updated_at: CreatedAt
    tried_at: OptionalTimestamp
    failure: string | null
  }
  webhook_deliveries: {
    id: string
    project_id: string
    account_id: string
    task_id: string
    notice: Json<object>
    created_by: string
    created_by_id: string
    request_id: string | null
    created_at: CreatedAt
  }
  import_differences: {
    project_id: string
    task_id: string
    file_row: number
    outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REFUSED'
    user_name: string | null
    cells: Json<readonly DifferentCell[]>
    reason: string | null
    position: number
  }
}

/** A cell of an imported row beside what the directory says; null: nothing. */
export interface DifferentCell {
  /** As the file heads it. */
  readonly column: string
  readonly before: string | null
  readonly after: string | null
}
