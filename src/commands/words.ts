import { type Dictionary, type Language, dictionary } from '../i18n/dictionary.ts'

/**
 * The language of the command line: `--lang`, else `MUSTER_LANG`, else that of the locale (`LC_ALL`,
 * `LC_MESSAGES`, `LANG`); whatever begins with `zh` is Chinese. A `--lang` that names neither language is another
 * one's: that of `muster sample`.
 */
export function languageOf(argv: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const given =
    optionsOf(argv).find((text) => /^(en|zh)/i.test(text)) ??
    (environment['MUSTER_LANG'] ||
      environment['LC_ALL'] ||
      environment['LC_MESSAGES'] ||
      environment['LANG'] ||
      '')
  return given.toLowerCase().startsWith('zh') ? 'zh_CN' : 'en_US'
}

/** The values of `--lang`, in either spelling. */
const optionsOf = (argv: readonly string[]): string[] =>
  argv.flatMap((argument, index) => {
    if (argument.startsWith('--lang=')) return [argument.slice('--lang='.length)]
    return argument === '--lang' ? [argv[index + 1] ?? ''] : []
  })

/** The texts of this run of the command line. */
export const words: Dictionary = dictionary(languageOf(process.argv, process.env))
