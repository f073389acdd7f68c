import { readFile, writeFile } from 'node:fs/promises'

import { generatedDocs } from './generated-docs.ts'

// Brings the generated parts of README and docs up to date; a test fails where they are not.
for (const { file, content } of await generatedDocs()) {
  if ((await readFile(file, 'utf8').catch(() => '')) !== content) await writeFile(file, content)
}
