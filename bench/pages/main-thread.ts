/** An event of a Chromium trace, as far as it is read here (Trace Event Format); times are microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly args?: { readonly name?: string }
}

/**
 * How long the page's main thread worked, in milliseconds, in all and in its longest task. Of the renderers in the trace
 * it is the one that worked most.
 */
export function mainThreadWork(trace: Buffer): { total: number; longest: number } {
  const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => thread(event)),
  )
  const work = new Map<string, { total: number; longest: number }>()
  for (const event of events) {
    if (!event.name.endsWith('RunTask') || event.ph !== 'X' || !main.has(thread(event))) continue
    const ms = (event.dur ?? 0) / 1000
    const { total, longest } = work.get(thread(event)) ?? { total: 0, longest: 0 }
    work.set(thread(event), { total: total + ms, longest: Math.max(longest, ms) })
  }
  return [...work.values()].toSorted((a, b) => b.total - a.total)[0] ?? { total: 0, longest: 0 }
}
