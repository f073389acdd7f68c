/** A sentence whose words between backticks are code. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, at) =>
    // eslint-disable-next-line react/no-array-index-key -- the parts of a sentence keep their places
    at % 2 === 1 ? <code key={at}>{part}</code> : part,
  )
}
