import type { SampleCall } from './call.ts'
import { bashJson, literals } from './literals.ts'
import { headerName, pathOf, queryOf, textOf } from './request-target.ts'
import { plainOf } from './value.ts'

const { bash } = literals

/** A script that signs with SDK-HMAC-SHA256 by openssl and sends by curl (contract, iam.md section 1). */
export function writeCurlSigned(call: SampleCall): string {
  const { origin, host, base } = partsOf(call.endpoint)
  const headers = headersOf(call)
  const signed = headers.map(([name]) => name).join(';')
  const lines = headers.map(([name, value]) => `${name}:${value}`)
  const sent = headers.filter(([name]) => name !== 'host')
  return `#!/usr/bin/env bash
# Needs openssl and curl, and an access key in CLOUD_SDK_AK and CLOUD_SDK_SK.
set -euo pipefail

url=${bash(origin)}
host=${bash(host)}
path=${bash(base + pathOf(call))}
query=${bash(queryOf(call))}
${call.header.map(({ name, value }) => `${variableOf(name)}=${bash(textOf(value).trim())}\n`).join('')}${call.upload === undefined ? `body=${call.body === undefined ? "''" : bashJson(plainOf(call.body))}` : formOf(call.upload)}

date=$(date -u +%Y%m%dT%H%M%SZ)
sha256() { printf '%s' "$1" | openssl dgst -sha256 "\${@:2}" | sed 's/^.*= //'; }

canonical_request="${call.method}
\${path%/}/
$query
${lines.join('\n')}

${signed}
$(${call.upload === undefined ? 'sha256 "$body"' : 'openssl dgst -sha256 "$form" | sed \'s/^.*= //\''})"
string_to_sign="SDK-HMAC-SHA256
$date
$(sha256 "$canonical_request")"
signature=$(sha256 "$string_to_sign" -hmac "$CLOUD_SDK_SK")

curl -sS${call.download ? ' -f -o users.xlsx' : ''} -X ${call.method} "$url$path\${query:+?$query}" \\
${sent.map(([name, value]) => `  -H "${headerName(name)}: ${value}" \\\n`).join('')}  -H "Authorization: SDK-HMAC-SHA256 Access=$CLOUD_SDK_AK, SignedHeaders=${signed}, Signature=$signature"${sentBody(call)}
`
}

/** A form with the file in one field (RFC 7578), byte for byte as it is sent and signed. */
const formOf = (field: string): string => `boundary=muster-$(openssl rand -hex 16)
form=$(mktemp)
trap 'rm -f "$form"' EXIT
{
  printf -- '--%s\\r\\nContent-Disposition: form-data; name="${field}"; filename="users.xlsx"\\r\\n' "$boundary"
  printf 'Content-Type: application/octet-stream\\r\\n\\r\\n'
  cat users.xlsx
  printf -- '\\r\\n--%s--\\r\\n' "$boundary"
} > "$form"`

function sentBody({ body, upload }: SampleCall): string {
  if (upload !== undefined) return ' \\\n  --data-binary "@$form"'
  return body === undefined ? '' : ' \\\n  --data-raw "$body"'
}

/** The signed headers, in order, with their values as the script has them within double quotes. */
function headersOf(call: SampleCall): (readonly [string, string])[] {
  return [
    ...(call.body === undefined ? [] : [['content-type', 'application/json'] as const]),
    ...(call.upload === undefined
      ? []
      : [['content-type', 'multipart/form-data; boundary=$boundary'] as const]),
    ['host', '$host'] as const,
    ['x-sdk-date', '$date'] as const,
    ...call.header.map(({ name }) => [name.toLowerCase(), `$${variableOf(name)}`] as const),
  ].toSorted(([one], [other]) => (one < other ? -1 : 1))
}

const variableOf = (name: string): string => name.toLowerCase().replaceAll(/\W/g, '_')

/** Scheme and host, host as curl sends it, and the path before the API's. */
function partsOf(endpoint: string): { origin: string; host: string; base: string } {
  const url = URL.parse(endpoint)
  if (url === null) return { origin: endpoint, host: endpoint.replace(/^\w+:\/\//, ''), base: '' }
  return { origin: url.origin, host: url.host, base: url.pathname.replace(/\/+$/, '') }
}
