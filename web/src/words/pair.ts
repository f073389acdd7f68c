import { usePreferences } from '../session/preferences.tsx'

/** Texts of one page in both languages; the Chinese ones have the shape of the English. */
export interface Pair<T> {
  readonly en: T
  readonly zh: T
}

export const inBoth = <T>(en: T, zh: NoInfer<T>): Pair<T> => ({ en, zh })

/** The texts in the reader's language. They come with the page that says them, not with the signing in. */
export const useTexts = <T>(pair: Pair<T>): T => pair[usePreferences().language]
