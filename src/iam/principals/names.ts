import { errors } from '../../errors.ts'

interface Rule {
  readonly longest: number
  readonly pattern: RegExp
  readonly words: string
}

/** What names are made of, as the public reference has it for each kind. Each is checked in linear time. */
export const nameRules = {
  user: {
    longest: 64,
    pattern: /^[A-Za-z\-_.][A-Za-z0-9 \-_.]*$/,
    words: 'letters, digits, spaces and -_., not beginning with a digit or a space',
  },
  group: {
    longest: 128,
    pattern: /^ *[\p{L}\p{N}\-_.][\p{L}\p{N}\-_. ]*$/u,
    words: 'letters, digits, spaces and -_.',
  },
  policy: {
    longest: 128,
    pattern: /^ *[\p{L}\p{N}\-_.][\p{L}\p{N}\-_. ]*$/u,
    words: 'letters, digits, spaces and -_.',
  },
  'enterprise project': {
    longest: 255,
    pattern: /^(?!default$)[\p{Script=Han}A-Za-z0-9_-]+$/iu,
    words: 'letters, digits and -_, and is not “default”',
  },
  project: {
    longest: 64,
    pattern: /^[A-Za-z0-9_-]+$/,
    words: 'letters, digits and -_',
  },
  account: {
    longest: 64,
    pattern: /^[A-Za-z][A-Za-z0-9_-]*$/,
    words: 'letters, digits and -_, beginning with a letter',
  },
} as const satisfies Record<string, Rule>

/**
 * Refuses a name that its kind may not have.
 *
 * @throws ApiError parameterInvalid
 */
export function checkName(kind: keyof typeof nameRules, name: string): void {
  const { longest, pattern, words } = nameRules[kind]
  if (name.length <= longest && pattern.test(name)) return
  throw errors.parameterInvalid(`the name of a ${kind} has 1 to ${longest} characters: ${words}`)
}

/** Longest description of whatever has one. */
export const LONGEST_DESCRIPTION = 255
export const LONGEST_EMAIL = 255

/** @throws ApiError parameterInvalid */
export function checkDescription(text: string | undefined): void {
  const ok = text === undefined || (text.length <= LONGEST_DESCRIPTION && !text.includes('\0'))
  if (!ok) throw errors.parameterInvalid(`a description has at most ${LONGEST_DESCRIPTION} characters`)
}

/** @throws ApiError parameterInvalid */
export function checkEmail(text: string | undefined): void {
  const ok =
    text === undefined || text === '' || (text.length <= LONGEST_EMAIL && /^[^\s@\0]+@[^\s@\0]+$/.test(text))
  if (!ok) throw errors.parameterInvalid('`email` is no address')
}

export const SHORTEST_PASSWORD = 8
export const LONGEST_PASSWORD = 1024
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]

/**
 * Refuses a password that is too simple: the public rules (two kinds of characters, neither the user's name nor that
 * backwards), but without their upper limit of 32.
 *
 * @throws ApiError parameterInvalid
 */
export function checkPassword(password: string, userName: string): void {
  const lower = password.toLowerCase()
  const name = userName.toLowerCase()
  const kinds = KINDS.filter((kind) => kind.test(password)).length
  if (
    password.length >= SHORTEST_PASSWORD &&
    password.length <= LONGEST_PASSWORD &&
    kinds >= 2 &&
    lower !== name &&
    lower !== [...name].toReversed().join('')
  ) {
    return
  }
  throw errors.parameterInvalid(
    `a password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters of at least two kinds ` +
      '(lower case, upper case, digits, others), and is not the user name, forwards or backwards',
  )
}
