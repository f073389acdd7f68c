import { usePreferences } from '../session/preferences.tsx'

/** Numbers and dates as the reader's language writes them. */
export interface Format {
  count(value: number): string
  bytes(value: number): string
  /** In the reader's own time zone. */
  instant(value: string | number): string
  day(value: string | number): string
  /** Of UTC. */
  month(value: number): string
}

export function useFormat(): Format {
  const { language } = usePreferences()
  return FORMATS[language]
}

const FORMATS = { en: formatFor('en-GB'), zh: formatFor('zh-CN') }

function formatFor(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale)
  const megabytes = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const months = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  return {
    count: (value) => numbers.format(value),
    bytes: (value) =>
      value < 100_000
        ? `${numbers.format(Math.ceil(value / 1000))} kB`
        : `${megabytes.format(value / 1e6)} MB`,
    instant: (value) => instants.format(new Date(value)),
    month: (value) => months.format(new Date(value)),
    day: (value) => days.format(new Date(value)),
  }
}
