/** How a text is compared with a pattern. */
export interface MatchOptions {
  /** `?` stands for one character; absent: it is a character like any other, as in versions 1.0 and 1.1. */
  readonly questionMark?: boolean
  /** Told once for each comparison of two characters. Tests count by it. */
  readonly onStep?: () => void
}

/**
 * Whether a whole text is what a pattern describes (contract, section 3: `*` matches all or part, `?` is of version
 * 5.0). Case counts: who ignores it lowers both.
 *
 * The pattern is cut at its `*`. The first piece stands at the beginning, the last at the end, and each between at
 * the first place after the one before: a later place never lets more follow. So nothing is ever tried again. Pieces
 * are found as Knuth, Morris and Pratt do, in time linear in both lengths whatever the pattern; only a piece that
 * holds a `?` costs up to its own length for each character of the text.
 */
export function matchesPattern(pattern: string, text: string, options: MatchOptions = {}): boolean {
  const pieces = pattern.split('*').map((piece) => Array.from(piece))
  // Characters rather than UTF-16 units, so that `?` takes a whole one.
  const characters = Array.from(text)
  const first = pieces.shift() ?? []
  const last = pieces.pop()
  if (last === undefined) return first.length === characters.length && standsAt(first, characters, 0, options)

  const end = characters.length - last.length
  if (end < first.length) return false
  if (!standsAt(first, characters, 0, options) || !standsAt(last, characters, end, options)) return false
  let from = first.length
  for (const piece of pieces) {
    const place = find(piece, characters, from, end, options)
    if (place === undefined) return false
    from = place + piece.length
  }
  return true
}

type Characters = readonly string[]

function standsAt(piece: Characters, text: Characters, at: number, options: MatchOptions): boolean {
  return piece.every((character, index) => {
    options.onStep?.()
    return character === text[at + index] || (character === '?' && options.questionMark === true)
  })
}

/** The first place of a piece that lies between `from` and `end`. */
function find(
  piece: Characters,
  text: Characters,
  from: number,
  end: number,
  options: MatchOptions,
): number | undefined {
  if (piece.length === 0) return from
  if (options.questionMark !== true || !piece.includes('?'))
    return findLiteral(piece, text, from, end, options)
  for (let at = from; at + piece.length <= end; at++) if (standsAt(piece, text, at, options)) return at
  return undefined
}

function findLiteral(
  piece: Characters,
  text: Characters,
  from: number,
  end: number,
  options: MatchOptions,
): number | undefined {
  if (from + piece.length > end) return undefined
  const fallback = borders(piece, options)
  let matched = 0
  for (let at = from; at < end; at++) {
    matched = extend(piece, fallback, matched, text[at], options)
    if (matched === piece.length) return at + 1 - matched
  }
  return undefined
}

/** For each beginning of a piece, how long its longest proper end is that is a beginning as well. */
function borders(piece: Characters, options: MatchOptions): number[] {
  const lengths = [0]
  for (let at = 1; at < piece.length; at++)
    lengths.push(extend(piece, lengths, lengths[at - 1] ?? 0, piece[at], options))
  return lengths
}

/** How much of a piece is matched after one more character. */
function extend(
  piece: Characters,
  fallback: readonly number[],
  matched: number,
  character: string | undefined,
  options: MatchOptions,
): number {
  let length = matched
  options.onStep?.()
  while (length > 0 && piece[length] !== character) {
    length = fallback[length - 1] ?? 0
    options.onStep?.()
  }
  return piece[length] === character ? length + 1 : 0
}
