import { type Column, type Value, toRecords } from '../../src/workbook/index.ts'

/** Different rows; further ones are the same again, from further back than any compressor looks. */
export const POOL_ROWS = 20_000

const NAMES = ['alice.adams', 'bob.brown', 'chen.wei', 'li.na', 'wang.fang', '王芳', '李娜', 'zoë.müller']
const TEAMS = ['Research & Development', 'Sales', 'Legal', 'Customer care', '财务部', '市场部']
const CITIES = ['Paris', 'Oslo', 'Dublin', 'Toronto', 'Sydney', '上海', '深圳']
const TYPES = ['Activated by the user', 'Activated by the administrator']
const STATUSES = ['Normal', 'Locked', 'Disabled']
const DAY = 86_400
const EPOCH = 25_569

export const HEADERS = [
  'Name',
  'E-mail',
  'Phone',
  'Description',
  'Activation',
  'Groups',
  'Domain',
  'Status',
  'Desktops',
  'Shared desktops',
  'Expires (UTC)',
  'Created (UTC)',
  'Enterprise project',
  'ID',
]
/** Places of the dates and of the codes among them. */
export const DATES = [10, 11]
const CODES = new Map([
  [4, TYPES],
  [7, STATUSES],
])

/** The columns as our encoder is told of them. */
export const COLUMNS: Column[] = HEADERS.map((header, index) => {
  const texts = CODES.get(index)
  if (texts !== undefined) return { header, kind: 'code', texts }
  if (DATES.includes(index)) return { header, kind: 'datetime', empty: '' }
  return { header, kind: index === 8 || index === 9 ? 'number' : 'text' }
})

/** The rows as other writers take them: texts, numbers, dates as serial days. The same seed gives the same rows. */
export function poolOf(seed = 1): Value[][] {
  let state = seed
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const pick = (from: readonly string[]) => from[draw(from.length)] ?? ''
  const hex = (length: number) => Array.from({ length }, () => draw(16).toString(16)).join('')
  const projects = Array.from({ length: 20 }, () => hex(32))
  const day = () => EPOCH + 19_000 + draw(1500 * DAY) / DAY
  return Array.from({ length: POOL_ROWS }, (_, index) => {
    const name = `${pick(NAMES)}${index}`
    return [
      name,
      `user${index}@example.com`,
      draw(5) === 0 ? null : `+86138${String(10_000_000 + draw(89_999_999))}`,
      `${pick(TEAMS)}, ${pick(CITIES)}`,
      pick(TYPES),
      draw(2) === 0 ? null : pick(TEAMS),
      draw(3) === 0 ? 'corp.example.com' : null,
      pick(STATUSES),
      draw(4),
      draw(2),
      draw(3) === 0 ? day() : null,
      day(),
      pick(projects),
      hex(32),
    ]
  })
}

/** The same rows as PostgreSQL would send them. */
export function recordsOf(pool: readonly Value[][]): Uint8Array {
  return toRecords(
    pool.map((row) =>
      row.map((value, index) => {
        if (value === null) return null
        const texts = CODES.get(index)
        if (texts !== undefined) return texts.indexOf(String(value))
        return DATES.includes(index) ? Math.round((Number(value) - EPOCH) * DAY) : value
      }),
    ),
  )
}
