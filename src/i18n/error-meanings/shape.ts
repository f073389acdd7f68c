import type { errors } from '../../errors.ts'

/** What each error means and what to do, in one short sentence, by its name in the table of errors. */
export type ErrorMeanings = Readonly<Record<keyof typeof errors, string>>
