import type { SampleCall } from './call.ts'
import { javascriptValue } from './javascript-value.ts'
import { indent } from './layout.ts'
import { literals } from './literals.ts'
import { headerName, targetOf, textOf } from './request-target.ts'
import { plainOf } from './value.ts'

const { javascript: text } = literals

/** fetch with a token, in Node.js and in browsers. */
export function writeFetch(call: SampleCall): string {
  const headers = [
    ...(call.open ? [] : ['"X-Auth-Token": token']),
    ...call.header.map(({ name, value }) => `${text(headerName(name))}: ${text(textOf(value))}`),
    ...(call.body === undefined ? [] : ['"Content-Type": "application/json"']),
  ]
  const options = [
    `method: ${text(call.method)}`,
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(', ')} }`]),
    ...(call.upload === undefined ? [] : ['body: form']),
    ...(call.body === undefined ? [] : [`body: JSON.stringify(${javascriptValue(plainOf(call.body))})`]),
  ]
  return `${call.open ? '' : TOKEN}${call.upload === undefined ? '' : formOf(call.upload)}const response = await fetch(${text(call.endpoint + targetOf(call))}, {
${options.map((line) => `  ${indent(line, '  ')},\n`).join('')}});

if (!response.ok) {
  console.error(response.status, response.headers.get("X-Request-Id"));
  throw new Error(await response.text());
}
${call.download ? SAVE : 'console.log(await response.text());'}
`
}

const TOKEN = `// From POST /v3/auth/tokens, in the answer's header X-Subject-Token; in a browser, write it here.
const token = globalThis.process?.env.MUSTER_TOKEN ?? "";

`

/** A form sets its own Content-Type, with its boundary. */
const formOf = (field: string): string => `// In a browser the file is that of an <input type="file">.
const { openAsBlob } = await import("node:fs");
const form = new FormData();
form.append(${text(field)}, await openAsBlob("users.xlsx"), "users.xlsx");

`

const SAVE = `const file = new Uint8Array(await response.arrayBuffer());
// In a browser: location.assign(URL.createObjectURL(new Blob([file])));
const { writeFile } = await import("node:fs/promises");
await writeFile("users.xlsx", file);`
