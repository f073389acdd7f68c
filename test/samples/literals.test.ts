import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { runInNewContext } from 'node:vm'

import fc from 'fast-check'

import { apiDocument } from '../../src/api-document.ts'
import { callOf, writeSample } from '../../src/samples/index.ts'
import { bashJson, literals } from '../../src/samples/literals.ts'
import { literalRules } from '../support/literal-rules.ts'
import { scratchFolder } from '../support/scratch-folder.ts'

// A text comes out of each language as it went in: judged by the language itself where it is there, and by its rules.
const SNIPPETS = [
  ['"', "'", '`', '$', '${x}', '{$x}', '#{x}', '$(id)', '`id`', '%', '%s', '%n', '\\', '\\\\', '\\u0041'],
  ['\\x41', '\\101', '\\N', '\n', '\r\n', '\t', '\b', '\f', '\v', '\u001b', '\u007f', '\u0085', '\u00a0'],
  [
    '??=',
    '??/',
    '???',
    '?',
    '??\\',
    '/*',
    '*/',
    '//',
    '<?php',
    '?>',
    '</script>',
    '!',
    '!!',
    '~',
    '@f',
    '-n',
  ],
  ['王', '研发部', '😀', '👩‍👩‍👧', '\u202e', '\u200b', '\ufeff', '\u2028', '\u2029', 'e\u0301', '\u{e0061}'],
  ['\u{f0000}', '\u0600', '0', '7', 'a', 'F', ' '],
].flat()
const text = fc
  .array(fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join('').replaceAll('\0', ''))
const texts = fc.array(text, { minLength: 1, maxLength: 60 })

for (const language of Object.keys(literalRules) as (keyof typeof literalRules)[]) {
  void test(`${language}: by the rules of the language`, () => {
    fc.assert(
      fc.property(text, (given) => {
        assert.equal(literalRules[language](literals[language](given)), given)
      }),
      { numRuns: 2000 },
    )
  })
}

void test('javascript: evaluated', () => {
  fc.assert(
    fc.property(text, (given) => assert.equal(runInNewContext(literals.javascript(given)), given)),
    { numRuns: 300 },
  )
})

for (const locale of ['C', 'C.UTF-8']) {
  void test(`bash, in the locale ${locale}: printed by bash`, () => {
    fc.assert(
      fc.property(texts, (given) => {
        const words = given.map((one) => literals.bash(one))
        assert.deepEqual(printed(`printf '%s\\0' ${words.join(' ')}`, locale), given)
        const json = given.map((one) => bashJson({ [one]: one }))
        assert.deepEqual(
          printed(`printf '%s\\0' ${json.join(' ')}`, locale).map((one) => JSON.parse(one) as object),
          given.map((one) => ({ [one]: one })),
        )
      }),
      { numRuns: 20 },
    )
  })
}

// Without `--norc` bash may take this for a remote shell and read its user's settings.
const printed = (script: string, locale = 'C.UTF-8'): string[] =>
  execFileSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { LC_ALL: locale, PATH: process.env['PATH'] },
  })
    .split('\0')
    .slice(0, -1)

/** Some hundred texts for what takes a second to start. */
const some = (): string[] => [...SNIPPETS, ...fc.sample(text, 300)]

void test('python: evaluated by python3', (t) => {
  const given = some()
  const program = `import sys, json\nprint(json.dumps([${given.map((one) => literals.python(one)).join(',\n')}]))\n`
  const said = outputOf(t, 'program.py', program, (file) => [['python3', file]])
  if (said !== undefined) assert.deepEqual(JSON.parse(said), given)
})

void test('java: compiled and run', (t) => {
  const given = some()
  const program = `public class Program {
  static final String[] TEXTS = {${given.map((one) => literals.java(one)).join(',\n')}};
  public static void main(String[] args) throws Exception {
    for (String text : TEXTS) System.out.write((text + "\\0").getBytes("UTF-8"));
    System.out.flush();
  }
}
`
  const said = outputOf(t, 'Program.java', program, (file) => [['java', '-Dfile.encoding=UTF-8', file]])
  if (said !== undefined) assert.deepEqual(said.split('\0').slice(0, -1), given)
})

void test('c++: compiled and run, with trigraphs', (t) => {
  const given = some()
  const program = `#include <iostream>
#include <string>
int main() {
  const std::string texts[] = {${given.map((one) => literals.cpp(one)).join(',\n')}};
  for (const std::string& text : texts) std::cout << text << '\\0';
}
`
  const said = outputOf(t, 'program.cpp', program, (file) => [
    ['g++', '-std=c++14', '-w', '-o', `${file}.out`, file],
    [`${file}.out`],
  ])
  if (said !== undefined) assert.deepEqual(said.split('\0').slice(0, -1), given)
})

for (const [name, ending, literal, frame, command] of [
  [
    'go',
    'go',
    literals.go,
    (all: string) =>
      `package main\nimport "fmt"\nfunc main() {\nfor _, one := range []string{\n${all},\n} { fmt.Print(one, "\\x00") }\n}\n`,
    ['go', 'run'],
  ],
  [
    'php',
    'php',
    literals.php,
    (all: string) => `<?php\nforeach (array(${all}) as $one) { echo $one . "\\0"; }\n`,
    ['php'],
  ],
] as const) {
  void test(`${name}: run`, (t) => {
    const given = some()
    const program = frame(given.map((one) => literal(one)).join(',\n'))
    const said = outputOf(t, `program.${ending}`, program, (file) => [[...command, file]])
    if (said !== undefined) assert.deepEqual(said.split('\0').slice(0, -1), given)
  })
}

/** What a program prints; undefined, and a word about it, where the machine lacks the language. */
function outputOf(
  t: TestContext,
  name: string,
  program: string,
  commandsOf: (file: string) => readonly (readonly string[])[],
): string | undefined {
  const file = path.join(scratchFolder(t), name)
  writeFileSync(file, program)
  let said = ''
  try {
    for (const [command = '', ...args] of commandsOf(file))
      said = execFileSync(command, args, { encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    t.skip('not installed here')
    return undefined
  }
  return said
}

void test('half a character stays where the language has a word for it, and is U+FFFD elsewhere', () => {
  const half = 'a\ud83d'
  assert.equal(literals.java(half), '"a\\ud83d"')
  assert.equal(literals.csharp(half), '"a\\ud83d"')
  assert.equal(literals.python(half), '"a\\ud83d"')
  assert.equal(runInNewContext(literals.javascript(half)), half)
  for (const language of ['go', 'php', 'cpp'] as const) {
    assert.equal(literalRules[language](literals[language](half)), 'a\ufffd')
  }
  assert.deepEqual(printed(`printf '%s\\0' ${literals.bash(half)}`), ['a\ufffd'])
})

const document = await apiDocument()

void test('hcloud and curl: the shell gives every value as it is', () => {
  const property = fc.property(text, text, (one, other) => {
    const body = { users: [{ user_name: one, description: other, user_info_map: { [`k${one}`]: other } }] }
    const call = callOf(
      document,
      'BatchCreateUsers',
      { body },
      { endpoint: 'http://127.0.0.1:8080', region: one, projectId: other },
    )
    const hcloud = printed(`hcloud() { printf '%s\\0' "$@"; }\n${writeSample(call, 'hcloud')}`)
    assert.deepEqual(hcloud, [
      'Workspace',
      'BatchCreateUsers',
      '--cli-access-key=',
      '--cli-secret-key=',
      '--cli-endpoint=http://127.0.0.1:8080',
      `--cli-region=${one}`,
      `--project_id=${other}`,
      `--users.1.user_name=${one}`,
      `--users.1.description=${other}`,
      `--users.1.user_info_map.k${one}=${other}`,
    ])
    const curl = printed(`curl() { printf '%s\\0' "$@"; }\n${writeSample(call, 'curl')}`)
    assert.deepEqual(JSON.parse(curl[curl.indexOf('--data-raw') + 1] ?? ''), body)
    assert.equal(curl[3], `http://127.0.0.1:8080/v2/${strictly(other)}/users/batch-create`)
  })
  fc.assert(property, { numRuns: 60 })
})

function strictly(one: string): string {
  return encodeURIComponent(one).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
