/** How deep a body may nest: none of ours passes four levels, and a checker must not run out of stack. */
const MAX_DEPTH = 32

/** How many faults are listed: a body of 12 MB has room for a million. */
const MAX_FAULTS = 100

/**
 * Finds the texts that cannot be stored: U+0000, which PostgreSQL does not hold, and lone surrogates, which
 * UTF-8 does not (contract, workspace.md, conventions).
 *
 * @returns a sentence for each, naming its place, such as `users/0/description`; at most {@link MAX_FAULTS}
 */
export function textFaults(value: unknown): string[] {
  const faults: string[] = []
  look(value, '', 0, faults)
  return faults
}

function look(value: unknown, place: string, depth: number, faults: string[]): void {
  if (faults.length === MAX_FAULTS) return
  if (typeof value === 'string') {
    if (value.includes('\0')) faults.push(`\`${place}\` contains the character U+0000`)
    else if (!value.isWellFormed()) {
      faults.push(`\`${place}\` contains half of a surrogate pair, which is no character`)
    }
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth === MAX_DEPTH) {
    faults.push(`\`${place}\` is nested more than ${MAX_DEPTH} levels deep`)
    return
  }
  // By index and by key, not by entries: of millions of items those would take all memory.
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (typeof value[index] !== 'number') look(value[index], inside(place, index), depth + 1, faults)
    }
    return
  }
  for (const name of Object.keys(value)) {
    if (name.includes('\0') || !name.isWellFormed()) {
      faults.push(`a name in \`${place}\` contains a character that cannot be stored`)
    }
    look((value as Record<string, unknown>)[name], inside(place, name), depth + 1, faults)
  }
}

const inside = (place: string, name: string | number) => (place === '' ? `${name}` : `${place}/${name}`)
