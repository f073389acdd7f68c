import assert from 'node:assert/strict'
import { test } from 'node:test'

import { languageOf } from './words.ts'

test('the language is that of the option, then MUSTER_LANG, then the locale', () => {
  const table: [string[], NodeJS.ProcessEnv, string][] = [
    [[], {}, 'en_US'],
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh_CN'],
    [[], { LANG: 'de_DE.UTF-8' }, 'en_US'],
    [[], { LANG: 'C' }, 'en_US'],
    [[], { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en_US'],
    [[], { LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'en_US' }, 'zh_CN'],
    [[], { MUSTER_LANG: 'zh', LANG: 'en_US.UTF-8' }, 'zh_CN'],
    [[], { MUSTER_LANG: 'en', LANG: 'zh_CN.UTF-8' }, 'en_US'],
    [[], { MUSTER_LANG: '', LANG: 'zh_CN.UTF-8' }, 'zh_CN'],
    [['export', '--lang', 'zh-CN'], { MUSTER_LANG: 'en' }, 'zh_CN'],
    [['export', '--lang=ZH_cn'], {}, 'zh_CN'],
    [['--lang', 'en_US', 'export'], { LANG: 'zh_CN' }, 'en_US'],
    [['export', '--lang'], { LANG: 'zh_CN' }, 'zh_CN'],
    [['export', '--language', 'zh_CN'], {}, 'en_US'],
    [['sample', '--lang', 'java'], { LANG: 'zh_CN' }, 'zh_CN'],
    [['--lang=zh', 'sample', '--lang=java'], { LANG: 'en_US' }, 'zh_CN'],
    [['--lang', 'en', 'sample', '--lang', 'java'], { LANG: 'zh_CN' }, 'en_US'],
  ]
  for (const [argv, environment, language] of table) {
    assert.equal(languageOf(argv, environment), language, JSON.stringify([argv, environment]))
  }
})
