import type { SampleCall } from './call.ts'
import { digits, withPoint } from './integer.ts'
import { indent, layout } from './layout.ts'
import { literals } from './literals.ts'
import { snakeCase } from './names.ts'
import type { Field, Value } from './value.ts'

const { python: text } = literals

/** huaweicloud-sdk-python-v3. */
export function writePython(call: SampleCall): string {
  const { sdk, download } = call
  const credentials = sdk.global ? 'GlobalCredentials' : 'BasicCredentials'
  const fields = [...call.path, ...call.query, ...call.header]
  const request = layout(`request = ${sdk.request}(`, fields.map(argument), ')')
  const body =
    call.body === undefined ? '' : `        request.body = ${indent(write(call.body), '        ')}\n`
  return `# coding: utf-8

import os

from huaweicloudsdkcore.auth.credentials import ${credentials}
from huaweicloudsdkcore.exceptions import exceptions
from huaweicloudsdk${sdk.service}.${sdk.version} import *

if __name__ == "__main__":
    ak = os.environ["CLOUD_SDK_AK"]
    sk = os.environ["CLOUD_SDK_SK"]

    credentials = ${credentials}(ak, sk, ${text(sdk.global ? call.domainId : call.projectId)})

    client = ${sdk.Service}Client.new_builder() \\
        .with_credentials(credentials) \\
        .with_endpoint(${text(call.endpoint)}) \\
        .build()

    try:
        ${indent(request, '        ')}
${body}        response = client.${sdk.snake}(request)
        ${download ? SAVE : 'print(response)'}
    except exceptions.ConnectionException as e:
        print(e)
    except exceptions.RequestTimeoutException as e:
        print(e)
    except exceptions.ServiceResponseException as e:
        print(e.status_code)
        print(e.request_id)
        print(e.error_code)
        print(e.error_msg)
`
}

const SAVE = `with open("users.xlsx", "wb") as file:
            response.consume_download_stream(lambda stream: file.writelines(stream.iter_content(65536)))`

const argument = ({ name, value }: Field): string => `${argumentName(name)}=${write(value)}`

const KEYWORDS = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

/** The SDK puts an underscore before words that Python keeps for itself. */
function argumentName(name: string): string {
  const snake = snakeCase(name)
  return KEYWORDS.has(snake) ? `_${snake}` : snake
}

function write(value: Value): string {
  switch (value.kind) {
    case 'string':
      return text(value.value)
    case 'integer':
      return digits(value.value)
    case 'number':
      return withPoint(value.value)
    case 'boolean':
      return value.value ? 'True' : 'False'
    case 'null':
      return 'None'
    case 'array':
      return layout('[', value.items.map(write), ']')
    case 'map':
      return layout(
        '{',
        value.entries.map(([key, inner]) => `${text(key)}: ${write(inner)}`),
        '}',
      )
    case 'object':
      return layout(`${value.className}(`, value.fields.map(argument), ')')
  }
}
