import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { UserFilter } from '../directory/user-filter.ts'
import { dictionary } from '../i18n/dictionary.ts'
import { filterWords, leftOutWords } from './filter-words.ts'

const NO_SCOPE = { enterprise_project_ids: null }

const table: { filter: UserFilter; scope?: string[]; en: [string, string]; zh: [string, string] }[] = [
  { filter: {}, en: ['all users', 'nothing'], zh: ['全部用户', '无'] },
  {
    filter: { active_type: 'USER_ACTIVATE' },
    en: ['activation by users', 'users with activation by administrators'],
    zh: ['用户激活', '管理员激活的用户'],
  },
  {
    filter: { active_type: 'ADMIN_ACTIVATE' },
    en: ['activation by administrators', 'users with activation by users'],
    zh: ['管理员激活', '用户激活的用户'],
  },
  {
    filter: { user_name: 'li', description: '销售' },
    en: ['name contains “li” · description contains “销售”', 'users who do not match the filter'],
    zh: ['用户名包含“li” · 描述包含“销售”', '不符合过滤条件的用户'],
  },
  {
    filter: { user_names: ['a', '王'], active_type: 'USER_ACTIVATE' },
    en: ['activation by users · name is one of: a, 王', 'users who do not match the filter'],
    zh: ['用户激活 · 用户名为以下之一：a, 王', '不符合过滤条件的用户'],
  },
  {
    filter: { enterprise_project_id: '0' },
    en: ['enterprise project 0', 'users who do not match the filter'],
    zh: ['企业项目 0', '不符合过滤条件的用户'],
  },
  {
    filter: { share_space_subscription: true, share_space_desktops: true },
    en: ['subscribed to collaboration · with collaborative desktops', 'users who do not match the filter'],
    zh: ['已订阅协同 · 有协同桌面', '不符合过滤条件的用户'],
  },
  {
    filter: { share_space_subscription: false, share_space_desktops: false },
    en: [
      'not subscribed to collaboration · without collaborative desktops',
      'users who do not match the filter',
    ],
    zh: ['未订阅协同 · 无协同桌面', '不符合过滤条件的用户'],
  },
  {
    filter: {},
    scope: ['1', '2'],
    en: ['enterprise projects 1, 2', 'users who do not match the filter'],
    zh: ['企业项目 1, 2', '不符合过滤条件的用户'],
  },
  // What is asked for lies within the scope: naming that as well would say nothing more.
  {
    filter: { enterprise_project_id: '1' },
    scope: ['1', '2'],
    en: ['enterprise project 1', 'users who do not match the filter'],
    zh: ['企业项目 1', '不符合过滤条件的用户'],
  },
]

test('a filter, and what it leaves out, is a sentence in both languages', () => {
  for (const { filter, scope, en, zh } of table) {
    const seen = scope === undefined ? NO_SCOPE : { enterprise_project_ids: scope }
    for (const [language, [contains, leavesOut]] of [
      ['en_US', en],
      ['zh_CN', zh],
    ] as const) {
      const words = dictionary(language)
      assert.equal(filterWords(filter, seen, words), contains)
      assert.equal(leftOutWords(filter, seen, words), leavesOut)
    }
  }
})

test('an empty text, which narrows nothing, is not named and leaves nothing out', () => {
  const filter = { description: '' }
  assert.equal(filterWords(filter, NO_SCOPE, dictionary('en_US')), 'all users')
  assert.equal(leftOutWords(filter, NO_SCOPE, dictionary('en_US')), 'nothing')
})

test('a scope that holds no enterprise project is not taken for all users', () => {
  const words = filterWords({}, { enterprise_project_ids: [] }, dictionary('en_US'))
  assert.notEqual(words, 'all users')
})
