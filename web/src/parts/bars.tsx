import { Table } from 'antd'
import type { ReactNode } from 'react'

import { useTexts } from '../words/pair.ts'
import { overviewTexts } from '../words/overview.ts'
import './bars.css'
import { useFormat } from './format.ts'

export interface Bar {
  readonly key: string
  /** What is counted, with a link to it where there is one. */
  readonly label: ReactNode
  readonly count: number
}

interface Props {
  /** The question that the chart answers. */
  readonly title: string
  /** What is counted, in words. */
  readonly caption: string
  readonly bars: readonly Bar[]
  readonly headings: { readonly label: string; readonly count: string }
}

/** Numbers as bars of one colour, longest full; and the same numbers as a table, for whoever wants to read or copy them. */
export function Bars({ title, caption, bars, headings }: Props) {
  const words = useTexts(overviewTexts)
  const { count } = useFormat()
  const most = Math.max(1, ...bars.map((bar) => bar.count))
  const sum = Math.max(
    1,
    bars.reduce((total, bar) => total + bar.count, 0),
  )
  const share = (value: number) => `${((100 * value) / sum).toFixed(1)} %`
  return (
    <section className="bars" aria-label={title}>
      <h2>{title}</h2>
      <p>{caption}</p>
      {bars.map((bar) => (
        <div key={bar.key} className="bar">
          <span className="bar-label">{bar.label}</span>
          <span className="bar-track" aria-hidden="true">
            <span className="bar-fill" style={{ width: `${(100 * bar.count) / most}%` }} />
          </span>
          <span className="bar-count">{count(bar.count)}</span>
        </div>
      ))}
      <details>
        <summary>{words.table}</summary>
        <Table<Bar>
          size="small"
          pagination={false}
          rowKey="key"
          dataSource={[...bars]}
          columns={[
            { title: headings.label, render: (_, bar) => bar.label },
            { title: headings.count, align: 'right', render: (_, bar) => count(bar.count) },
            { title: words.share, align: 'right', render: (_, bar) => share(bar.count) },
          ]}
        />
      </details>
    </section>
  )
}
