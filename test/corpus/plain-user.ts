import type { KnownUser } from './expected-row.ts'

/** A user with what is usual, and what is given. */
export function plainUser(given: Partial<KnownUser> & { user_name: string }): KnownUser {
  return {
    user_email: 'someone@example.com',
    user_phone: '',
    description: '',
    active_type: 'USER_ACTIVATE',
    domain: '',
    account_expires: '0',
    enable_change_password: true,
    next_login_change_password: true,
    enterprise_project_id: '0',
    groups: [],
    locked: false,
    disabled: false,
    total_desktops: 0,
    share_space_subscription: false,
    share_space_desktops: 0,
    password_never_expired: false,
    ...given,
  }
}
