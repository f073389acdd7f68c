/** Widest line that a list is written in. */
const WIDTH = 88

/** Moves every line but the first to the right. Literals have no line breaks, so none is changed. */
export const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

/** Items between brackets: in one line where they fit, else each in a line of its own. */
export function layout(
  open: string,
  items: readonly string[],
  close: string,
  { pad = '    ', space = '', lastComma = true } = {},
): string {
  if (items.length === 0) return open + close
  const line = open + space + items.join(', ') + space + close
  if (line.length <= WIDTH && !line.includes('\n')) return line
  const lines = items.map((item, index) => {
    const comma = lastComma || index < items.length - 1 ? ',' : ''
    return `\n${pad}${indent(item, pad)}${comma}`
  })
  return `${open}${lines.join('')}\n${close}`
}

/** Calls one after the other on an object: in its line where there is one, else each in a line of its own. */
export function chain(head: string, calls: readonly string[], pad = '    '): string {
  const [only = ''] = calls
  if (calls.length <= 1 && !only.includes('\n')) return head + only
  return head + calls.map((call) => `\n${pad}${indent(call, pad)}`).join('')
}
