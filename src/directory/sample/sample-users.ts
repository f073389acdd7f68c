import { chinese, english } from './words.ts'
import { Random } from './random.ts'

/** A made-up user, with the places of its enterprise project and groups in the lists of words.ts. */
export interface SampleUser {
  readonly id: string
  readonly user_name: string
  readonly user_email: string | null
  readonly user_phone: string | null
  readonly description: string
  readonly active_type: 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'
  readonly account_expires: Date | null
  readonly password_never_expired: boolean
  readonly enable_change_password: boolean
  readonly next_login_change_password: boolean
  readonly locked: boolean
  readonly disabled: boolean
  readonly total_desktops: number
  readonly share_space_subscription: boolean
  readonly share_space_desktops: number
  readonly created_at: Date
  readonly enterpriseProject: number
  readonly groups: readonly number[]
}

/** What every description in Chinese ends with: the demonstration searches for it. */
export const CHINESE_MARK = '桌面用户'

const FIRST_CREATED = Date.UTC(2023, 0, 1)
const LAST_CREATED = Date.UTC(2026, 9, 1)
const DAY = 86_400_000

/**
 * The n-th sample user of a seed: the same whenever and wherever it is asked for. Every second one is Chinese;
 * names are unique since they end in the user's number.
 *
 * @param number 0, 1, 2 …
 */
export function sampleUser(
  seed: number,
  number: number,
  sizes: { enterpriseProjects: number; groups: number },
): SampleUser {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const created =
    FIRST_CREATED +
    Math.floor((number / (number + 50_000)) * (LAST_CREATED - FIRST_CREATED)) +
    random.below(DAY)
  const person = number % 2 === 0 ? englishPerson(random, number) : chinesePerson(random, number)
  const byAdministrator = random.percent(30)
  const subscribed = random.percent(20)
  return {
    id: sampleId(random, created),
    ...person,
    user_email: byAdministrator && random.percent(40) ? null : `user${number}@example.com`,
    user_phone: random.percent(60) ? `+86138${String(random.below(100_000_000)).padStart(8, '0')}` : null,
    active_type: byAdministrator ? 'ADMIN_ACTIVATE' : 'USER_ACTIVATE',
    account_expires: random.percent(15) ? new Date(created + random.below(1500) * DAY) : null,
    password_never_expired: random.percent(25),
    enable_change_password: random.percent(90),
    next_login_change_password: random.percent(35),
    locked: random.percent(3),
    disabled: random.percent(4),
    total_desktops: random.percent(70) ? 1 + random.below(3) : 0,
    share_space_subscription: subscribed,
    share_space_desktops: subscribed ? random.below(4) : 0,
    created_at: new Date(created),
    enterpriseProject: random.below(sizes.enterpriseProjects),
    groups: pickGroups(random, sizes.groups),
  }
}

function englishPerson(random: Random, number: number) {
  const name = `${random.pick(english.given)}.${random.pick(english.family)}`
  const description = `${random.pick(english.departments)}, ${random.pick(english.roles)}, ${random.pick(english.cities)}`
  return { user_name: `${name}${number}`, description }
}

function chinesePerson(random: Random, number: number) {
  const name = `${random.pick(chinese.family)}${random.pick(chinese.given)}`
  const description = `${random.pick(chinese.cities)}${random.pick(chinese.departments)}部${random.pick(chinese.roles)}，${CHINESE_MARK}`
  return { user_name: `${name}${number}`, description }
}

/** None to two different groups. */
function pickGroups(random: Random, groups: number): number[] {
  return [...new Set(Array.from({ length: random.below(3) }, () => random.below(groups)))]
}

/** An identifier of the usual form whose random bits come from the seed. */
function sampleId(random: Random, time: number): string {
  const hex = (bits: number, digits: number) => bits.toString(16).padStart(8, '0').slice(0, digits)
  const variant = (0x8 | (random.bits() & 0x3)).toString(16)
  return `${time.toString(16).padStart(12, '0')}7${hex(random.bits(), 3)}${variant}${hex(random.bits(), 8)}${hex(random.bits(), 7)}`
}
