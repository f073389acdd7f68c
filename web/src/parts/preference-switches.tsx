import { Button, Flex } from 'antd'

import { usePreferences } from '../session/preferences.tsx'

/** The other language, and light or dark. */
export function PreferenceSwitches() {
  const { language, theme, words, setLanguage, setTheme } = usePreferences()
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <Flex gap={4}>
      <Button type="text" size="small" onClick={() => setLanguage(other)} lang={other}>
        {other === 'zh' ? '中文' : 'English'}
      </Button>
      <Button type="text" size="small" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
        {theme === 'dark' ? words.signIn.light : words.signIn.dark}
      </Button>
    </Flex>
  )
}
