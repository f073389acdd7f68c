import { type Dictionary, dictionary } from '../../../src/i18n/dictionary.ts'
import { usePreferences } from '../session/preferences.tsx'

/** The texts of the workbook, which the console says in the same words. */
export const useDictionary = (): Dictionary =>
  dictionary(usePreferences().language === 'zh' ? 'zh_CN' : 'en_US')
