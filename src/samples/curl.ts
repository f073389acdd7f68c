import type { SampleCall } from './call.ts'
import { bashJson, literals } from './literals.ts'
import { headerName, targetOf, textOf } from './request-target.ts'
import { plainOf } from './value.ts'

/** curl with a token. */
export function writeCurl(call: SampleCall): string {
  const options = [
    `curl -sS${call.download ? ' -f' : ''} -X ${call.method} ${literals.bash(call.endpoint + targetOf(call))}`,
    ...(call.open ? [] : ['-H "X-Auth-Token: $MUSTER_TOKEN"']),
    ...call.header.map(({ name, value }) => `-H ${literals.bash(`${headerName(name)}: ${textOf(value)}`)}`),
    ...(call.body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `--data-raw ${bashJson(plainOf(call.body))}`]),
    ...(call.upload === undefined ? [] : [`-F ${literals.bash(`${call.upload}=@users.xlsx`)}`]),
    ...(call.download ? ['-o users.xlsx'] : []),
  ]
  return `${call.open ? '' : howToGetToken(call)}${options.join(' \\\n  ')}\n`
}

/** Says where a token comes from, as a comment that becomes a command without its marks. */
function howToGetToken({ endpoint, projectId }: SampleCall): string {
  const auth = {
    identity: {
      methods: ['password'],
      password: { user: { name: 'YOUR-USER', password: 'YOUR-PASSWORD', domain: { name: 'YOUR-ACCOUNT' } } },
    },
    scope: { project: { id: projectId } },
  }
  const lines = [
    `MUSTER_TOKEN=$(curl -sS -o /dev/null -D - ${literals.bash(`${endpoint}/v3/auth/tokens?nocatalog=true`)} \\`,
    '  -H "Content-Type: application/json" \\',
    `  --data-raw ${literals.bash(JSON.stringify({ auth }))} \\`,
    "  | tr -d '\\r' | sed -n 's/^x-subject-token: //ip')",
  ]
  return `# A token is good for 24 hours:\n${lines.map((line) => `# ${line}\n`).join('')}\n`
}
