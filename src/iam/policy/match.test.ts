import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { matchesPattern } from './match.ts'

void describe('wildcards', () => {
  void test('`*` is any run of characters, none among them', () => {
    const table: [string, string, boolean][] = [
      ['', '', true],
      ['', 'a', false],
      ['*', '', true],
      ['*', 'anything', true],
      ['**', '', true],
      ['a', 'a', true],
      ['a', 'A', false],
      ['a', 'aa', false],
      ['get*', 'get', true],
      ['get*', 'getUsers', true],
      ['get*', 'forget', false],
      ['*get', 'forget', true],
      ['a*a', 'a', false],
      ['a*a', 'aa', true],
      ['a*b*c', 'abbc', true],
      ['a*b*c', 'acb', false],
      ['*ab*ab*', 'ab', false],
      ['*ab*ab*', 'xabyab', true],
      ['*aab*', 'aaab', true],
      ['a*ab*b', 'aab', false],
      ['.*', 'x', false],
    ]
    for (const [pattern, text, expected] of table)
      assert.equal(matchesPattern(pattern, text), expected, `${pattern} ${text}`)
  })

  void test('`?` is one character, where it is a wildcard', () => {
    const table: [string, string, boolean, boolean][] = [
      ['a?c', 'abc', true, false],
      ['a?c', 'ac', false, false],
      ['a?c', 'a?c', true, true],
      ['?', '', false, false],
      ['?', '😀', true, false],
      ['*?x?*', 'axb', true, false],
      ['*?x?*', 'xb', false, false],
      ['*??', 'a', false, false],
      ['*??', 'ab', true, false],
    ]
    for (const [pattern, text, wildcard, character] of table) {
      assert.equal(matchesPattern(pattern, text, { questionMark: true }), wildcard, `${pattern} ${text}`)
      assert.equal(matchesPattern(pattern, text), character, `${pattern} ${text}`)
    }
  })

  void test('goes with a naive oracle', () => {
    const text = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 9 })
    fc.assert(
      fc.property(text('ab*?'), text('ab?'), fc.boolean(), (pattern, subject, questionMark) => {
        assert.equal(
          matchesPattern(pattern, subject, { questionMark }),
          naively(Array.from(pattern), Array.from(subject), questionMark),
        )
      }),
      { numRuns: 3000 },
    )
  })
})

/** By definition, in exponential time. */
function naively(pattern: string[], text: string[], questionMark: boolean): boolean {
  const [head, ...rest] = pattern
  if (head === undefined) return text.length === 0
  const [, ...after] = text
  if (head === '*')
    return naively(rest, text, questionMark) || (text.length > 0 && naively(pattern, after, questionMark))
  return (
    (head === text[0] || (head === '?' && questionMark && text.length > 0)) &&
    naively(rest, after, questionMark)
  )
}

void describe('hostile patterns', () => {
  const steps = (pattern: string, text: string, questionMark = false): number => {
    let count = 0
    matchesPattern(pattern, text, { questionMark, onStep: () => count++ })
    return count
  }
  const long = 'a'.repeat(10_000)
  const patterns = [
    `${'*a'.repeat(2000)}*b`,
    `*${'a'.repeat(2000)}b*`,
    `*${'a'.repeat(2000)}b`,
    `*${'ab'.repeat(1000)}*${'aa'.repeat(1000)}*b`,
    '*'.repeat(4000),
    `${'a*'.repeat(2000)}b`,
    `*${'a'.repeat(4999)}*${'a'.repeat(4999)}*a*a*a`,
  ]

  void test('take time linear in both lengths', () => {
    for (const pattern of patterns)
      assert.ok(steps(pattern, long) <= 3 * (pattern.length + long.length), pattern.slice(0, 20))
  })

  void test('cost at most the length of a piece for a character where `?` is in it', () => {
    const pattern = `*${'a?'.repeat(100)}b*`
    assert.ok(steps(pattern, long, true) <= pattern.length * long.length)
  })
})
