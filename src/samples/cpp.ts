import type { SampleCall } from './call.ts'
import { digits, isWide, withPoint } from './integer.ts'
import { layout } from './layout.ts'
import { literals } from './literals.ts'
import { pascalCase } from './names.ts'
import type { Field, Value, ValueType } from './value.ts'
import { VariableNames } from './variable-names.ts'

const { cpp: text } = literals

/** huaweicloud-sdk-cpp-v3. */
export function writeCpp(call: SampleCall): string {
  const { sdk, download } = call
  const credentials = sdk.global ? 'GlobalCredentials' : 'BasicCredentials'
  const owner = sdk.global ? `withDomainId(${text(call.domainId)})` : `withProjectId(${text(call.projectId)})`
  const namespace = `HuaweiCloud::Sdk::${sdk.Service}::${sdk.version.toUpperCase()}`
  const values = new CppValues()
  if (call.body?.kind === 'object') values.object('body', call.body.className, call.body.fields)
  values.object('request', sdk.request, [...call.path, ...call.query, ...call.header])
  if (call.body?.kind === 'object') values.statements.push('request.setBody(body);')
  return `#include <cstdlib>
${download ? '#include <fstream>\n' : ''}#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <huaweicloud/core/auth/${credentials}.h>
#include <huaweicloud/core/exception/Exceptions.h>
#include <huaweicloud/core/http/HttpConfig.h>
#include <huaweicloud/${sdk.service}/${sdk.version}/${sdk.Service}Client.h>

using namespace HuaweiCloud::Sdk::Core;
using namespace HuaweiCloud::Sdk::Core::Exception;
using namespace ${namespace};
using namespace ${namespace}::Model;

int main() {
    std::string ak = std::getenv("CLOUD_SDK_AK");
    std::string sk = std::getenv("CLOUD_SDK_SK");

    auto auth = std::make_unique<${credentials}>();
    auth->withAk(ak)
        .withSk(sk)
        .${owner};

    auto client = ${sdk.Service}Client::newBuilder()
        .withCredentials(std::unique_ptr<Credentials>(auth.release()))
        .withHttpConfig(HttpConfig())
        .withEndPoint(${text(call.endpoint)})
        .build();

${values.statements.map((line) => `    ${line.replaceAll('\n', '\n    ')}\n`).join('')}
    try {
        auto response = client->${sdk.camel}(request);
        ${download ? SAVE : 'std::cout << response->getHttpBody() << std::endl;'}
    } catch (HostUnreachableException& e) {
        std::cout << e.what() << std::endl;
    } catch (SslHandShakeException& e) {
        std::cout << e.what() << std::endl;
    } catch (CallTimeoutException& e) {
        std::cout << e.what() << std::endl;
    } catch (ServiceResponseException& e) {
        std::cout << e.getStatusCode() << std::endl;
        std::cout << e.getRequestId() << std::endl;
        std::cout << e.getErrorCode() << std::endl;
        std::cout << e.getErrorMsg() << std::endl;
    }
    return 0;
}
`
}

const SAVE = 'std::ofstream("users.xlsx", std::ios::binary) << response->getHttpBody();'

/** Values as expressions; objects, lists and maps, which setters take by reference, as variables before. */
class CppValues {
  readonly statements: string[] = []
  readonly #names = new VariableNames()

  /** Declares an object and sets its fields. */
  object(name: string, className: string, fields: readonly Field[]): void {
    const setters = fields
      // The SDK has no null: what is not set is not sent.
      .filter(({ value }) => value.kind !== 'null')
      .map((field) => `${name}.set${pascalCase(field.name)}(${this.#write(field.value, field.name)});`)
    this.statements.push(`${className} ${name};`, ...setters)
  }

  #write(value: Value, property: string): string {
    switch (value.kind) {
      case 'string':
        return text(value.value)
      case 'integer':
        return isWide(value.value) ? `${digits(value.value)}LL` : digits(value.value)
      case 'number':
        return withPoint(value.value)
      case 'boolean':
        return String(value.value)
      case 'null':
        return '{}'
      case 'array':
        return this.#declare(
          `std::vector<${cppType(value.of)}>`,
          property,
          value.items.map((item) => this.#write(item, property)),
        )
      case 'map':
        return this.#declare(
          `std::map<std::string, ${cppType(value.of)}>`,
          property,
          value.entries.map(([key, inner]) => `{${text(key)}, ${this.#write(inner, property)}}`),
        )
      case 'object': {
        const name = this.#names.fresh(value.className)
        this.object(name, value.className, value.fields)
        return name
      }
    }
  }

  #declare(type: string, property: string, items: readonly string[]): string {
    const name = this.#names.fresh(property)
    this.statements.push(`${layout(`${type} ${name} = {`, items, '}', { lastComma: false })};`)
    return name
  }
}

function cppType(type: ValueType): string {
  switch (type.kind) {
    case 'array':
      return `std::vector<${cppType(type.of)}>`
    case 'map':
      return `std::map<std::string, ${cppType(type.of)}>`
    case 'object':
      return type.className
    default:
      return {
        string: 'std::string',
        integer: 'int32_t',
        number: 'double',
        boolean: 'bool',
        any: 'std::string',
      }[type.kind]
  }
}
