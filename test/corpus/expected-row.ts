import type { NewUser } from '../support/users.ts'

/** A user as the test knows it: what was sent, and what no operation sets or tells. */
export interface KnownUser extends NewUser {
  readonly user_email: string
  readonly user_phone: string
  readonly description: string
  readonly active_type: 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'
  readonly domain: string
  readonly account_expires: string
  readonly enable_change_password: boolean
  readonly next_login_change_password: boolean
  readonly enterprise_project_id: string
  /** Names of groups, in the order of the cell. */
  readonly groups: readonly string[]
  readonly locked: boolean
  readonly disabled: boolean
  readonly total_desktops: number
  readonly share_space_subscription: boolean
  readonly share_space_desktops: number
  readonly password_never_expired: boolean
}

/** What the server gave to a user. */
export interface Given {
  readonly id: string
  readonly created_at: Date
}

export type Language = 'en_US' | 'zh_CN'

/** The contract's table of columns: headers (workspace.md section 1). */
export const HEADERS: Readonly<Record<Language, readonly string[]>> = {
  en_US: [
    'Username',
    'Email',
    'Mobile Number',
    'Description',
    'Activation Type',
    'User Groups',
    'Domain',
    'Status',
    'Desktops',
    'Collaboration',
    'Collaborative Desktops',
    'Account Expires',
    'Password Never Expires',
    'Can Change Password',
    'Change Password at Next Login',
    'Enterprise Project ID',
    'Created',
    'User ID',
  ],
  zh_CN: [
    '用户名',
    '邮箱',
    '手机号',
    '描述',
    '激活类型',
    '用户组',
    '域',
    '状态',
    '桌面数',
    '协同',
    '协同桌面数',
    '账户过期时间',
    '密码永不过期',
    '允许修改密码',
    '下次登录须修改密码',
    '企业项目ID',
    '创建时间',
    '用户ID',
  ],
}

export const SHEETS: Readonly<Record<Language, readonly string[]>> = {
  en_US: ['Users', 'About this export'],
  zh_CN: ['用户', '导出说明'],
}

/** The contract's texts of enumerations, English and Chinese. */
const WORDS = {
  USER_ACTIVATE: ['Activation by users', '用户激活'],
  ADMIN_ACTIVATE: ['Activation by administrators', '管理员激活'],
  normal: ['Normal', '正常'],
  locked: ['Locked', '已锁定'],
  disabled: ['Disabled', '已禁用'],
  expired: ['Expired', '已过期'],
  subscribed: ['Subscribed', '已订阅'],
  notSubscribed: ['Not subscribed', '未订阅'],
  never: ['Never', '永不过期'],
  yes: ['Yes', '是'],
  no: ['No', '否'],
} as const

/** 1900-03-01, before which Excel's calendar is wrong: such moments are text. */
const FIRST_DATE = Date.UTC(1900, 2, 1)

/** The eighteen cells that a user's row must have: text, number, or moment. */
export function expectedRow(user: KnownUser, given: Given, language: Language): (string | number | Date)[] {
  const say = (word: keyof typeof WORDS) => WORDS[word][language === 'en_US' ? 0 : 1]
  const yesNo = (value: boolean) => say(value ? 'yes' : 'no')
  return [
    user.user_name,
    user.user_email,
    user.user_phone,
    user.description,
    say(user.active_type),
    cell(user.groups.join('; ')),
    user.domain,
    say(statusOf(user)),
    user.total_desktops,
    say(user.share_space_subscription ? 'subscribed' : 'notSubscribed'),
    user.share_space_desktops,
    user.account_expires === '0' ? say('never') : moment(user.account_expires),
    yesNo(user.password_never_expired),
    yesNo(user.enable_change_password),
    yesNo(user.next_login_change_password),
    user.enterprise_project_id,
    given.created_at,
    given.id,
  ]
}

/** What a cell can hold: 32,767 UTF-16 units, and no half of a pair. */
const cell = (text: string) => text.slice(0, 32_767).replace(/[\ud800-\udbff]$/, '')

function statusOf({ disabled, locked, account_expires: expires }: KnownUser) {
  if (disabled) return 'disabled'
  if (locked) return 'locked'
  return expires !== '0' && new Date(expires) <= new Date() ? 'expired' : 'normal'
}

function moment(text: string): Date | string {
  const date = new Date(text)
  return date.getTime() < FIRST_DATE ? text.slice(0, 19).replace('T', ' ') : date
}

/** What names are ordered by: each character's own lower case, İ's being i; then by code point. */
export function nameKey(name: string): string {
  return Array.from(name, (char) => (char === 'İ' ? 'i' : char.toLowerCase())).join('')
}

/** By code point: UTF-8 is in their order, and JavaScript's strings are not. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(nameKey(a)), Buffer.from(nameKey(b)))
}
