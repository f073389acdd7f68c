import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

import type { Plugin } from 'vite'

const WORTH_IT = 1024

/** Writes each text of the build compressed as well, so that no request has to. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // After everything is written: the last replacements in the code are made late.
    async writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue
        const file = path.join(dir, name)
        const source = await readFile(file)
        if (source.length < WORTH_IT) continue
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
        await writeFile(`${file}.br`, await promisify(brotliCompress)(source, { params }))
        await writeFile(`${file}.gz`, await promisify(gzip)(source))
      }
    },
  }
}
