import { type ThemeConfig, theme as themes } from 'antd'

const FONTS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

/** What of the library's palette falls short of a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3), in light and in dark. */
const CONTRASTS = {
  light: { link: '#1155b8', error: '#c41d17', faint: 'rgba(0, 0, 0, 0.62)' },
  dark: { link: '#79b4f5', error: '#ff7f7c', faint: 'rgba(255, 255, 255, 0.68)' },
}

/** Colours, fonts and corners of the pages, and whether what opens and closes moves. */
export function lookOf(theme: 'light' | 'dark', motion: boolean): ThemeConfig {
  const { link, error, faint } = CONTRASTS[theme]
  return {
    algorithm: theme === 'dark' ? themes.darkAlgorithm : themes.defaultAlgorithm,
    token: {
      motion,
      colorPrimary: '#1668dc',
      colorLink: link,
      colorError: error,
      colorTextSecondary: faint,
      colorTextTertiary: faint,
      colorTextDescription: faint,
      colorTextPlaceholder: faint,
      fontFamily: FONTS,
      borderRadius: 6,
    },
    components: {
      Menu: { itemSelectedColor: link, horizontalItemSelectedColor: link },
      Tabs: { itemSelectedColor: link, itemHoverColor: link },
    },
  }
}
