import { readFile } from 'node:fs/promises'

import { settingsSchema } from '../src/config.ts'
import { type ApiError, errors } from '../src/errors.ts'
import { errorMeanings } from '../src/i18n/error-meanings/index.ts'

const root = new URL('../', import.meta.url)

/** The files of which a part comes from the code's own tables, as they should be. */
export async function generatedDocs(): Promise<{ file: URL; content: string }[]> {
  const readme = new URL('README.md', root)
  const errorPage = new URL('docs/reference/errors.md', root)
  return [
    { file: readme, content: fill(await readFile(readme, 'utf8'), 'settings', settingsTable()) },
    { file: errorPage, content: fill(await readFile(errorPage, 'utf8'), 'errors', errorTable()) },
  ]
}

/** Puts a text between `<!-- name -->` and `<!-- /name -->`. */
function fill(page: string, name: string, text: string): string {
  const [before, after] = [page.split(`<!-- ${name} -->`)[0], page.split(`<!-- /${name} -->`)[1]]
  return `${before}<!-- ${name} -->\n\n${text}\n\n<!-- /${name} -->${after}`
}

function settingsTable(): string {
  const rows = Object.entries(settingsSchema.properties).map(([name, schema]) => {
    const { default: preset, description, enum: values } = schema as unknown as Record<string, unknown>
    const choice = Array.isArray(values) ? ` (${values.map((value) => `\`${value}\``).join(', ')})` : ''
    return `| \`${name}\` | ${preset === undefined ? '' : `\`${JSON.stringify(preset).replaceAll('"', '')}\``} | ${String(description).replaceAll('<', '&lt;')}${choice} |`
  })
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

function errorTable(): string {
  const meanings = errorMeanings.en_US
  const rows = Object.entries(errors).map(([name, make]) => {
    // Every argument stands for itself, so that the message shows where it goes.
    const error = (make as (...args: unknown[]) => ApiError)('…', '…')
    const cells = [error.message, meanings[name as keyof typeof errors]]
    return `| \`${name}\` | ${error.status} | ${error.code} | ${cells.map(cell).join(' | ')} |`
  })
  return ['| name | HTTP | code | message | meaning |', '|---|---|---|---|---|', ...rows].join('\n')
}

const cell = (text: string) => text.replaceAll('|', '\\|')
