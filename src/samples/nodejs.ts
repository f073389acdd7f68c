import type { SampleCall } from './call.ts'
import { javascriptValue } from './javascript-value.ts'
import { indent } from './layout.ts'
import { literals } from './literals.ts'
import { headerName } from './request-target.ts'
import { type Field, plainOf } from './value.ts'

const { javascript: text } = literals

/**
 * The core of huaweicloud-sdk-nodejs-v3, with the request that its generated clients make: the package of Workspace
 * is not published on npm, and so the sample runs as it is.
 */
export function writeNodejs(call: SampleCall): string {
  const { sdk, download } = call
  const credentials = sdk.global ? 'GlobalCredentials' : 'BasicCredentials'
  const owner = sdk.global ? `domainId: ${text(call.domainId)}` : `projectId: ${text(call.projectId)}`
  const request = [
    `method: ${text(call.method)}`,
    `url: ${text(call.url)}`,
    'contentType: "application/json"',
    `headers: ${objectOf(call.header, headerName)}`,
    `pathParams: ${objectOf(call.path)}`,
    `queryParams: ${objectOf(call.query)}`,
    ...(call.body === undefined ? [] : [`data: ${javascriptValue(plainOf(call.body))}`]),
    ...(download ? ['axiosRequestConfig: { responseType: "arraybuffer" }'] : []),
  ]
  return `// npm install @huaweicloud/huaweicloud-sdk-core
${download ? 'const { writeFileSync } = require("node:fs");\n' : ''}const { ${credentials} } = require("@huaweicloud/huaweicloud-sdk-core");
const { ClientBuilder } = require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder");

const ak = process.env.CLOUD_SDK_AK;
const sk = process.env.CLOUD_SDK_SK;

const credentials = new ${credentials}({ ak, sk, ${owner} });

const client = new ClientBuilder((core) => core)
  .withCredential(credentials)
  .withEndpoint(${text(call.endpoint)})
  .build();

const request = {
${request.map((line) => `  ${indent(line, '  ')},\n`).join('')}};

client
  .sendRequest(request)
  .then((response) => {
    ${download ? 'writeFileSync("users.xlsx", response.body);' : 'console.log(JSON.stringify(response, null, 2));'}
  })
  .catch((error) => {
    console.error(error.httpStatusCode);
    console.error(error.requestId);
    console.error(error.errorCode);
    console.error(error.errorMsg);
    process.exitCode = 1;
  });
`
}

const objectOf = (fields: readonly Field[], nameOf = (name: string) => name): string =>
  javascriptValue(Object.fromEntries(fields.map(({ name, value }) => [nameOf(name), plainOf(value)])))
