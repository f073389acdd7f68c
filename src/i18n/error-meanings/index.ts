import type { Language } from '../dictionary.ts'
import { en_US } from './en_US.ts'
import type { ErrorMeanings } from './shape.ts'
import { zh_CN } from './zh_CN.ts'

export type { ErrorMeanings }

/** What the errors mean, by language. Nothing of it needs Node: pages show it as well. */
export const errorMeanings: Readonly<Record<Language, ErrorMeanings>> = { en_US, zh_CN }
