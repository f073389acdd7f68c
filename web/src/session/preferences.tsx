import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, createContext, use, useEffect, useMemo, useState } from 'react'

import { en } from '../words/en.ts'
import { type Words, zh } from '../words/zh.ts'
import { lookOf } from './look.ts'
import { useReducedMotion } from './reduced-motion.ts'

export type Language = 'en' | 'zh'
export type Theme = 'light' | 'dark'

interface Preferences {
  readonly language: Language
  readonly theme: Theme
  readonly words: Words
  setLanguage(language: Language): void
  setTheme(theme: Theme): void
}

const Context = createContext<Preferences | null>(null)
const DICTIONARIES: Readonly<Record<Language, Words>> = { en, zh }
const LOCALES = { en: enUS, zh: zhCN }
/** Language and light or dark: remembered, and at first those of the browser. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useRemembered<Language>('language', browserLanguage)
  const [theme, setTheme] = useRemembered<Theme>('theme', browserTheme)
  const still = useReducedMotion()
  const look = useMemo(() => lookOf(theme, !still), [theme, still])
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.style.colorScheme = theme
  }, [language, theme])
  const value = useMemo(
    () => ({ language, theme, words: DICTIONARIES[language], setLanguage, setTheme }),
    [language, theme, setLanguage, setTheme],
  )
  return (
    <Context value={value}>
      <ConfigProvider locale={LOCALES[language]} theme={look} button={{ autoInsertSpace: false }}>
        {children}
      </ConfigProvider>
    </Context>
  )
}

export function usePreferences(): Preferences {
  const value = use(Context)
  if (value === null) throw new Error('No preferences around')
  return value
}

/** The texts of the page, in the reader's language. */
export const useWords = (): Words => usePreferences().words

const browserLanguage = (): Language => (navigator.language.startsWith('zh') ? 'zh' : 'en')
const browserTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

function useRemembered<T extends string>(name: string, first: () => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => (localStorage.getItem(`muster.${name}`) as T | null) ?? first())
  const keep = useMemo(
    () => (next: T) => {
      localStorage.setItem(`muster.${name}`, next)
      setValue(next)
    },
    [name],
  )
  return [value, keep]
}
