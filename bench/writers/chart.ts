import type { Summary } from './summary.ts'

const LINE = 34
const LABEL = 130
const BAR = 460
const WIDTH = 720

/** Processor seconds of each writer as bars, the fastest first. */
export function chartOf(writers: Record<string, Summary>, rows: number): string {
  const sorted = Object.entries(writers).toSorted(([, a], [, b]) => a.cpu - b.cpu)
  const most = Math.max(...sorted.map(([, { cpu }]) => cpu))
  const bars = sorted.map(([name, { cpu, timesOurCpu }], index) => {
    const y = 48 + index * LINE
    const width = Math.max(2, (cpu / most) * BAR)
    const color = name === 'muster' ? '#1677ff' : '#91a7c7'
    const ratio = name === 'muster' ? '' : ` · ${timesOurCpu.toFixed(1)}×`
    return (
      `<text x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${name}</text>` +
      `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="22" rx="3" fill="${color}"/>` +
      `<text x="${LABEL + width + 8}" y="${y + 15}">${cpu.toFixed(1)} s${ratio}</text>`
    )
  })
  const height = 60 + sorted.length * LINE
  const title = `Processor seconds for ${rows.toLocaleString('en-US')} rows × 14 columns (less is better)`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
    'font-family="system-ui, sans-serif" font-size="13" fill="#1f2937">' +
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/><text x="16" y="28" font-size="15" font-weight="600">${title}</text>` +
    `${bars.join('')}</svg>\n`
  )
}
