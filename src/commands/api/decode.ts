import { defineCommand } from 'citty'

import { ApiClient } from '../../client/api-client.ts'
import { findTarget } from '../../client/connection.ts'
import { targetArgs } from '../common-args.ts'
import { firstLine } from '../first-line.ts'
import { words } from '../words.ts'

/** `muster decode`: the reason of a refusal, as indented JSON (contract, iam.md section 4). */
export const decode = defineCommand({
  meta: { name: 'decode', description: words.cli.decode },
  args: {
    message: { type: 'positional', required: true, description: words.cli.decodeMessage },
    ...targetArgs,
  },
  async run({ args }) {
    const encoded_message = (args.message === '-' ? await firstLine() : args.message).trim()
    const client = new ApiClient(await findTarget(args))
    const { decoded_message: reason } = await client.json<{ decoded_message: string }>(
      'POST',
      '/v5/decode-authorization-message',
      { encoded_message },
    )
    process.stdout.write(`${JSON.stringify(JSON.parse(reason), null, 2)}\n`)
  },
})
