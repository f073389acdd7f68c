import type { SampleCall } from './call.ts'
import { digits, withPoint } from './integer.ts'
import { chain, indent, layout } from './layout.ts'
import { literals } from './literals.ts'
import { pascalCase } from './names.ts'
import type { Field, Value } from './value.ts'

const { php: text } = literals

/** huaweicloud-sdk-php-v3. */
export function writePhp(call: SampleCall): string {
  const { sdk, download } = call
  const credentials = sdk.global ? 'GlobalCredentials' : 'BasicCredentials'
  const namespace = `HuaweiCloud\\SDK\\${sdk.Service}\\${sdk.version.toUpperCase()}`
  const classes = [
    ...new Set([sdk.request, ...(call.body === undefined ? [] : classesOf(call.body))].toSorted()),
  ]
  const setters = [...call.path, ...call.query, ...call.header].map(
    (field) => `    $request${setter(field)};\n`,
  )
  const body = call.body === undefined ? '' : `    $body = ${indent(write(call.body), '    ')};\n`
  return `<?php

require_once "vendor/autoload.php";

use HuaweiCloud\\SDK\\Core\\Auth\\${credentials};
use HuaweiCloud\\SDK\\Core\\Exceptions\\ConnectionException;
use HuaweiCloud\\SDK\\Core\\Exceptions\\RequestTimeoutException;
use HuaweiCloud\\SDK\\Core\\Exceptions\\ServiceResponseException;
use HuaweiCloud\\SDK\\Core\\Http\\HttpConfig;
use ${namespace}\\${sdk.Service}Client;
${classes.map((name) => `use ${namespace}\\Model\\${name};\n`).join('')}
$ak = getenv("CLOUD_SDK_AK");
$sk = getenv("CLOUD_SDK_SK");

$credentials = new ${credentials}($ak, $sk, ${text(sdk.global ? call.domainId : call.projectId)});

$client = ${sdk.Service}Client::newBuilder()
    ->withHttpConfig(HttpConfig::getDefaultConfig())
    ->withEndpoint(${text(call.endpoint)})
    ->withCredentials($credentials)
    ->build();

try {
    $request = new ${sdk.request}();
${setters.join('')}${body}${body === '' ? '' : '    $request->setBody($body);\n'}    $response = $client->${sdk.camel}($request);
    ${download ? 'file_put_contents("users.xlsx", $response->getBody());' : 'echo $response . "\\n";'}
} catch (ConnectionException $e) {
    echo $e->getMessage() . "\\n";
} catch (RequestTimeoutException $e) {
    echo $e->getMessage() . "\\n";
} catch (ServiceResponseException $e) {
    echo $e->getHttpStatusCode() . "\\n";
    echo $e->getRequestId() . "\\n";
    echo $e->getErrorCode() . "\\n";
    echo $e->getErrorMsg() . "\\n";
}
`
}

const setter = ({ name, value }: Field): string => `->set${pascalCase(name)}(${write(value)})`

/** The classes of a value and of all in it: each is imported by name. */
function classesOf(value: Value): string[] {
  switch (value.kind) {
    case 'array':
      return value.items.flatMap(classesOf)
    case 'map':
      return value.entries.flatMap(([, inner]) => classesOf(inner))
    case 'object':
      return [value.className, ...value.fields.flatMap((field) => classesOf(field.value))]
    default:
      return []
  }
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
      return String(value.value)
    case 'null':
      return 'null'
    case 'array':
      return layout('array(', value.items.map(write), ')')
    case 'map':
      return layout(
        'array(',
        value.entries.map(([key, inner]) => `${text(key)} => ${write(inner)}`),
        ')',
      )
    case 'object':
      return value.fields.length === 0
        ? `new ${value.className}()`
        : chain(`(new ${value.className}())`, value.fields.map(setter))
  }
}
