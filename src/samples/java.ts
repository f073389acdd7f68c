import type { SampleCall } from './call.ts'
import { digits, isWide, withPoint } from './integer.ts'
import { chain, indent, layout } from './layout.ts'
import { literals } from './literals.ts'
import { pascalCase } from './names.ts'
import type { Field, Value, ValueType } from './value.ts'
import { VariableNames } from './variable-names.ts'

const { java: text } = literals

/** huaweicloud-sdk-java-v3. */
export function writeJava(call: SampleCall): string {
  const { sdk, download } = call
  const credentials = sdk.global ? 'GlobalCredentials' : 'BasicCredentials'
  const values = new JavaValues()
  const body = call.body === undefined ? undefined : values.write(call.body, 'body')
  const parameters = [...call.path, ...call.query, ...call.header].map((field) => values.setter(field))
  const request = chain(`${sdk.request} request = new ${sdk.request}()`, [
    ...parameters,
    ...(body === undefined ? [] : [`.withBody(${body})`]),
  ])
  const imports = [
    'com.huaweicloud.sdk.core.auth.ICredential',
    `com.huaweicloud.sdk.core.auth.${credentials}`,
    'com.huaweicloud.sdk.core.exception.ConnectionException',
    'com.huaweicloud.sdk.core.exception.RequestTimeoutException',
    'com.huaweicloud.sdk.core.exception.ServiceResponseException',
    `com.huaweicloud.sdk.${sdk.service}.${sdk.version}.${sdk.Service}Client`,
    `com.huaweicloud.sdk.${sdk.service}.${sdk.version}.model.*`,
  ]
  const library = [
    ...(download
      ? [
          'java.io.IOException',
          'java.io.UncheckedIOException',
          'java.nio.file.Files',
          'java.nio.file.Paths',
          'java.nio.file.StandardCopyOption',
        ]
      : []),
    ...values.imports,
  ].toSorted()
  return `package com.huaweicloud.sdk.test;

${imports.map((name) => `import ${name};\n`).join('')}${library.length === 0 ? '' : '\n'}${library.map((name) => `import ${name};\n`).join('')}
public class ${sdk.pascal}Solution {
    public static void main(String[] args) {
        String ak = System.getenv("CLOUD_SDK_AK");
        String sk = System.getenv("CLOUD_SDK_SK");

        ICredential auth = new ${credentials}()
            ${sdk.global ? `.withDomainId(${text(call.domainId)})` : `.withProjectId(${text(call.projectId)})`}
            .withAk(ak)
            .withSk(sk);

        ${sdk.Service}Client client = ${sdk.Service}Client.newBuilder()
            .withCredential(auth)
            .withEndpoint(${text(call.endpoint)})
            .build();

${values.declarations.map((line) => `        ${line}\n`).join('')}        ${indent(request, '        ')};
        try {
            ${sdk.response} response = client.${sdk.camel}(request);
            ${indent(download ? SAVE : 'System.out.println(response.toString());', '            ')}
        } catch (ConnectionException e) {
            System.out.println(e.getMessage());
        } catch (RequestTimeoutException e) {
            System.out.println(e.getMessage());
        } catch (ServiceResponseException e) {
            System.out.println(e.getHttpStatusCode());
            System.out.println(e.getRequestId());
            System.out.println(e.getErrorCode());
            System.out.println(e.getErrorMsg());
        }
    }
}
`
}

const SAVE = `response.consumeDownloadStream(stream -> {
    try {
        Files.copy(stream, Paths.get("users.xlsx"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
});`

/** Values as expressions; maps, which Java 8 has no expression for, as variables before. */
class JavaValues {
  readonly declarations: string[] = []
  readonly imports = new Set<string>()
  readonly #names = new VariableNames()

  setter({ name, value }: Field): string {
    return `.with${pascalCase(name)}(${this.write(value, name)})`
  }

  write(value: Value, property: string): string {
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
        return this.#list(value, property)
      case 'map':
        return this.#map(value, property)
      case 'object':
        return chain(
          `new ${value.className}()`,
          value.fields.map((field) => this.setter(field)),
        )
    }
  }

  #list({ of, items }: Extract<Value, { kind: 'array' }>, property: string): string {
    if (items.length === 0) {
      this.imports.add('java.util.ArrayList')
      return `new ArrayList<${javaType(of)}>()`
    }
    this.imports.add('java.util.Arrays')
    return layout(
      'Arrays.asList(',
      items.map((item) => this.write(item, property)),
      ')',
      { lastComma: false },
    )
  }

  #map({ of, entries }: Extract<Value, { kind: 'map' }>, property: string): string {
    this.imports.add('java.util.HashMap').add('java.util.Map')
    const written = entries.map(([key, value]) => `${text(key)}, ${this.write(value, property)}`)
    const name = this.#names.fresh(property)
    this.declarations.push(
      `Map<String, ${javaType(of)}> ${name} = new HashMap<>();`,
      ...written.map((entry) => `${name}.put(${entry});`),
    )
    return name
  }
}

function javaType(type: ValueType): string {
  switch (type.kind) {
    case 'array':
      return `java.util.List<${javaType(type.of)}>`
    case 'map':
      return `java.util.Map<String, ${javaType(type.of)}>`
    case 'object':
      return type.className
    default:
      return { string: 'String', integer: 'Integer', number: 'Double', boolean: 'Boolean', any: 'Object' }[
        type.kind
      ]
  }
}
