import { en_US } from './en_US.ts'
import { zh_CN } from './zh_CN.ts'

/** The languages of workbooks, console and command line. */
export type Language = 'en_US' | 'zh_CN'

/** Every text in one language, with the shape of the English one and any words. */
export type Dictionary = Words<typeof en_US>

type Words<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Words<T[K]> }

const dictionaries: Readonly<Record<Language, Dictionary>> = { en_US, zh_CN }

/** The texts of a language. */
export const dictionary = (language: Language): Dictionary => dictionaries[language]
