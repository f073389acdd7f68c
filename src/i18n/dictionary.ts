import { en_US } from './en_US.ts'
import type { Dictionary } from './shape.ts'
import { zh_CN } from './zh_CN.ts'

export type { Dictionary }

/** The languages of workbooks, console and command line. */
export type Language = 'en_US' | 'zh_CN'

const dictionaries: Readonly<Record<Language, Dictionary>> = { en_US, zh_CN }

/** The texts of a language. */
export const dictionary = (language: Language): Dictionary => dictionaries[language]
