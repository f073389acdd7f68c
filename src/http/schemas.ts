import { type TSchema, Type } from 'typebox'

/**
 * Schema keyword: compare the text with the enum's values ignoring case, and go on with the enum's own;
 * `and-hyphens`: `-` counts as `_`.
 */
export const IGNORE_CASE = 'x-ignore-case'
/** Schema keyword: what is allowed, in words, where the other keywords do not say it readably. */
export const RULE = 'x-rule'
/** Schema keyword: a function that says what is wrong with a value, where no other keyword can; undefined: nothing. */
export const CHECK = 'x-check'

/** One of some upper-case values, in any case. */
export function Enum<const Values extends readonly string[]>(values: Values, options: object = {}) {
  return Type.Unsafe<Values[number]>({
    type: 'string',
    [IGNORE_CASE]: true,
    enum: [...values],
    ...options,
  })
}

/** A value or null. (OpenAPI 3.1 has no `nullable`, and the serializer would take null for 0 or ''.) */
export const OrNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const ProjectParams = Type.Object({
  project_id: Type.String({ minLength: 1, maxLength: 255, description: 'Project ID' }),
})

/** How many items of a list are passed over; PostgreSQL's own limit lies beyond what JSON's numbers hold. */
export const Offset = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })

/** An instant as the API writes it: UTC with milliseconds, `yyyy-MM-ddTHH:mm:ss.SSSZ`. */
export const Instant = Type.String({ description: 'UTC, yyyy-MM-ddTHH:mm:ss.SSSZ' })

/** A bound of time in a query. */
export const InstantFilter = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: String.raw`^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$`,
      [RULE]: 'an instant of the form yyyy-MM-ddTHH:mm:ss[.SSS]Z',
      description: `${description}; UTC, yyyy-MM-ddTHH:mm:ss[.SSS]Z`,
    }),
  )

export const Language = Enum(['en_US', 'zh_CN'], {
  [IGNORE_CASE]: 'and-hyphens',
  default: 'en_US',
  description: 'Language of the workbook: headers, sheet names, texts of enumerations, dates',
})

export const ActiveType = (options: object = {}) => Enum(['USER_ACTIVATE', 'ADMIN_ACTIVATE'], options)

/** The answer of every error (contract, errors.md). */
export const ErrorAnswer = Type.Object({
  error_code: Type.String(),
  error_msg: Type.String(),
  request_id: Type.String({ description: '32 hex digits, as in the header X-Request-Id' }),
  encoded_authorization_message: Type.Optional(Type.String()),
})

/** The answer of every error of the identity API, as Keystone writes it. */
export const KeystoneErrorAnswer = Type.Object({
  error: Type.Object({
    code: Type.Integer({ description: 'The HTTP status' }),
    message: Type.String(),
    title: Type.String({ description: 'The reason phrase of the status' }),
  }),
})
