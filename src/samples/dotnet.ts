import type { SampleCall } from './call.ts'
import { digits, isWide, withPoint } from './integer.ts'
import { indent } from './layout.ts'
import { literals } from './literals.ts'
import { pascalCase } from './names.ts'
import type { Field, Value, ValueType } from './value.ts'

const { csharp: text } = literals

/** huaweicloud-sdk-net-v3. */
export function writeDotnet(call: SampleCall): string {
  const { sdk, download } = call
  const credentials = sdk.global ? 'GlobalCredentials' : 'BasicCredentials'
  const namespace = `HuaweiCloud.SDK.${sdk.Service}.${sdk.version.toUpperCase()}`
  const fields: Field[] = [
    ...call.path,
    ...call.query,
    ...call.header,
    ...(call.body === undefined ? [] : [{ name: 'body', required: false, value: call.body }]),
  ]
  const request = write({ kind: 'object', className: sdk.request, fields })
  return `using System;
using System.Collections.Generic;
${download ? 'using System.IO;\n' : ''}using HuaweiCloud.SDK.Core;
using HuaweiCloud.SDK.Core.Auth;
using ${namespace};
using ${namespace}.Model;

namespace ${sdk.pascal}Solution
{
    class Program
    {
        static void Main(string[] args)
        {
            var ak = Environment.GetEnvironmentVariable("CLOUD_SDK_AK");
            var sk = Environment.GetEnvironmentVariable("CLOUD_SDK_SK");

            var auth = new ${credentials}(ak, sk, ${text(sdk.global ? call.domainId : call.projectId)});

            var client = ${sdk.Service}Client.NewBuilder()
                .WithCredential(auth)
                .WithEndPoint(${text(call.endpoint)})
                .WithHttpConfig(HttpConfig.GetDefaultConfig())
                .Build();

            var request = ${indent(request, '            ')};
            try
            {
                var response = client.${sdk.pascal}(request);
                ${indent(download ? SAVE : 'Console.WriteLine(JsonUtils.Serialize(response));', '                ')}
            }
            catch (ConnectionException e)
            {
                Console.WriteLine(e.ErrorMessage);
            }
            catch (RequestTimeoutException e)
            {
                Console.WriteLine(e.ErrorMessage);
            }
            catch (ServiceResponseException e)
            {
                Console.WriteLine(e.HttpStatusCode);
                Console.WriteLine(e.RequestId);
                Console.WriteLine(e.ErrorCode);
                Console.WriteLine(e.ErrorMsg);
            }
        }
    }
}
`
}

const SAVE = `using (var file = File.Create("users.xlsx"))
{
    response.ConsumeDownloadStream(stream => stream.CopyTo(file));
}`

function write(value: Value): string {
  switch (value.kind) {
    case 'string':
      return text(value.value)
    case 'integer':
      return isWide(value.value) ? `${digits(value.value)}L` : digits(value.value)
    case 'number':
      return withPoint(value.value)
    case 'boolean':
      return String(value.value)
    case 'null':
      return 'null'
    case 'array':
      return initializer(`new List<${csharpType(value.of)}>`, value.items.map(write))
    case 'map':
      return initializer(
        `new Dictionary<string, ${csharpType(value.of)}>`,
        value.entries.map(([key, inner]) => `{ ${text(key)}, ${write(inner)} }`),
      )
    case 'object':
      return initializer(
        `new ${value.className}`,
        value.fields.map((field) => `${pascalCase(field.name)} = ${write(field.value)}`),
      )
  }
}

function initializer(head: string, items: readonly string[]): string {
  if (items.length === 0) return `${head}()`
  const line = `${head} { ${items.join(', ')} }`
  if (line.length <= 80 && !line.includes('\n')) return line
  return `${head}\n{${items.map((item) => `\n    ${indent(item, '    ')},`).join('')}\n}`
}

function csharpType(type: ValueType): string {
  switch (type.kind) {
    case 'array':
      return `List<${csharpType(type.of)}>`
    case 'map':
      return `Dictionary<string, ${csharpType(type.of)}>`
    case 'object':
      return type.className
    default:
      return { string: 'string', integer: 'int?', number: 'double?', boolean: 'bool?', any: 'object' }[
        type.kind
      ]
  }
}
