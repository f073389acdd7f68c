/** How deep a body may nest: none of ours passes four levels, and a checker must not run out of stack. */
const MAX_DEPTH = 32

/**
 * Finds the texts that cannot be stored: U+0000, which PostgreSQL does not hold, and lone surrogates, which
 * UTF-8 does not (contract, workspace.md, conventions).
 *
 * @returns a sentence for each, naming its place, such as `users/0/description`
 */
export function textFaults(value: unknown, place = '', depth = 0): string[] {
  if (typeof value === 'string') {
    if (value.includes('\0')) return [`\`${place}\` contains the character U+0000`]
    return value.isWellFormed()
      ? []
      : [`\`${place}\` contains half of a surrogate pair, which is no character`]
  }
  if (typeof value !== 'object' || value === null) return []
  if (depth === MAX_DEPTH) return [`\`${place}\` is nested more than ${MAX_DEPTH} levels deep`]
  return Object.entries(value).flatMap(([name, inner]) => {
    const inside = place === '' ? name : `${place}/${name}`
    return [...nameFaults(name, place), ...textFaults(inner, inside, depth + 1)]
  })
}

function nameFaults(name: string, place: string): string[] {
  const stored = !name.includes('\0') && name.isWellFormed()
  return stored ? [] : [`a name in \`${place}\` contains a character that cannot be stored`]
}
