import { type Dictionary, type Language, dictionary } from '../i18n/dictionary.ts'

/**
 * The language of the command line: `--lang`, else `MUSTER_LANG`, else that of the locale (`LC_ALL`,
 * `LC_MESSAGES`, `LANG`); whatever begins with `zh` is Chinese.
 */
export function languageOf(argv: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const option = argv.findIndex((argument) => argument === '--lang')
  const given =
    argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length) ??
    (option === -1 ? undefined : argv[option + 1]) ??
    (environment['MUSTER_LANG'] ||
      environment['LC_ALL'] ||
      environment['LC_MESSAGES'] ||
      environment['LANG'] ||
      '')
  return given.toLowerCase().startsWith('zh') ? 'zh_CN' : 'en_US'
}

/** The texts of this run of the command line. */
export const words: Dictionary = dictionary(languageOf(process.argv, process.env))
