import { useFormat } from './format.ts'

/** An instant in the reader's own time, with UTC on hover. */
export function Instant({ at }: { at: string | number | null }) {
  const { instant } = useFormat()
  if (at === null) return null
  const utc = new Date(at).toISOString()
  return (
    <time dateTime={utc} title={utc}>
      {instant(at)}
    </time>
  )
}
