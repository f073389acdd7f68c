import { text } from 'node:stream/consumers'

import { defineCommand } from 'citty'

import { ApiClient } from '../../client/api-client.ts'
import { findTarget } from '../../client/connection.ts'
import { projectOf } from '../../client/project.ts'
import { signRequest } from '../../iam/signature/sign.ts'
import { literals } from '../../samples/literals.ts'
import { targetArgs } from '../common-args.ts'
import { UsageError } from '../run.ts'
import { words } from '../words.ts'

const { bash } = literals

/** `muster sign`: a curl command whose signature is good for 15 minutes, and for one changing request. */
export const sign = defineCommand({
  meta: { name: 'sign', description: words.cli.sign },
  args: {
    method: { type: 'positional', required: true, description: words.cli.signMethod },
    path: { type: 'positional', required: true, description: words.cli.signPath },
    body: { type: 'string', description: words.cli.signBody, valueHint: 'JSON' },
    ...targetArgs,
  },
  async run({ args }) {
    const target = await findTarget(args)
    if ('token' in target) throw new UsageError(words.cli.signNeedsKey)
    const method = args.method.toUpperCase()
    const path = args.path.includes('{project_id}')
      ? args.path.replaceAll(
          '{project_id}',
          encodeURIComponent(await projectOf(new ApiClient(target), target)),
        )
      : args.path
    if (!path.startsWith('/')) throw new UsageError(words.cli.signPathWrong(args.path))
    const url = new URL(path, target.endpoint)
    const body = args.body === '-' ? await text(process.stdin) : (args.body ?? '')
    const headers = { 'content-type': 'application/json' }
    const signed = signRequest({ method, url, headers, body }, target, { date: new Date() })
    const lines = [
      `curl -sS -X ${bash(method)} ${bash(url.href)}`,
      ...Object.entries(signed).map(([name, value]) => `  -H ${bash(`${name}: ${value}`)}`),
      ...(body === '' ? [] : [`  --data-raw ${bash(body)}`]),
    ]
    process.stdout.write(`${lines.join(' \\\n')}\n`)
  },
})
