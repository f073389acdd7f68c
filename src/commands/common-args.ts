import { words } from './words.ts'

/** Options that every command has. */
export const commonArgs = {
  lang: { type: 'string', description: words.cli.options.lang, valueHint: 'en_US|zh_CN' },
} as const

/** Options of the commands that call a server. */
export const targetArgs = {
  endpoint: { type: 'string', description: words.cli.options.endpoint, valueHint: 'URL' },
  project: { type: 'string', description: words.cli.options.project, valueHint: 'ID' },
  profile: { type: 'string', description: words.cli.loginProfile, valueHint: 'NAME' },
  ...commonArgs,
} as const
