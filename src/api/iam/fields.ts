import { Type } from 'typebox'

import { RULE } from '../../http/schemas.ts'
import { LONGEST_DESCRIPTION, nameRules } from '../../iam/principals/names.ts'

/** An ID that Muster makes, or one of the vendor's form. */
export const Id = (description?: string) =>
  Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^[A-Za-z0-9_-]+$',
    [RULE]: '1-255 letters, digits, `-` and `_`',
    ...(description === undefined ? {} : { description }),
  })

/** A project's ID, which may be any 1-255 characters. */
export const ProjectId = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: String.raw`^\P{Cc}+$`,
  [RULE]: '1-255 characters',
  description: 'Project ID',
})

/** The account that a request names; another than the caller's is not found. */
export const DomainId = Id('The caller’s account')

/** The name of something new, by the rules of its kind. */
export function Name(kind: keyof typeof nameRules) {
  const { longest, pattern, words } = nameRules[kind]
  return Type.String({
    minLength: 1,
    maxLength: longest,
    pattern: pattern.source,
    [RULE]: `1-${longest} characters: ${words}`,
  })
}

/** A name that a list is narrowed to. */
export const NameFilter = Type.Optional(
  Type.String({ minLength: 1, maxLength: 255, pattern: String.raw`^\P{Cc}+$`, [RULE]: '1-255 characters' }),
)

export const Description = Type.String({
  maxLength: LONGEST_DESCRIPTION,
  pattern: String.raw`^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$`,
  [RULE]: `at most ${LONGEST_DESCRIPTION} characters, none of them a control character`,
})
