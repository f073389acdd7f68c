import { mapSentences, type Sentences } from './api/sentences.ts'
import { zh_CN } from './api/zh_CN/index.ts'
import type { Language } from './dictionary.ts'

/** By language; the schemas themselves are in English. */
const translations: Readonly<Record<Language, Sentences>> = { en_US: {}, zh_CN }

/** The API's description in a language; what has no translation stays as it is. */
export function describeIn<Document>(language: Language, document: Document): Document {
  const sentences = translations[language]
  return mapSentences(document, (sentence) => sentences[sentence] ?? sentence)
}
