import type { SampleCall } from './call.ts'
import { digits, isWide, withPoint } from './integer.ts'
import { indent } from './layout.ts'
import { literals } from './literals.ts'
import { pascalCase } from './names.ts'
import type { Field, Value, ValueType } from './value.ts'
import { VariableNames } from './variable-names.ts'

const { go: text } = literals

/** huaweicloud-sdk-go-v3. */
export function writeGo(call: SampleCall): string {
  const { sdk, download } = call
  const module = 'github.com/huaweicloud/huaweicloud-sdk-go-v3'
  const credentials = sdk.global ? 'global' : 'basic'
  const owner = sdk.global ? `WithDomainId(${text(call.domainId)})` : `WithProjectId(${text(call.projectId)})`
  const values = new GoValues()
  const fields: Field[] = [
    ...call.path,
    ...call.query,
    ...call.header,
    ...(call.body === undefined ? [] : [{ name: 'body', required: false, value: call.body }]),
  ]
  const request = values.write({ kind: 'object', className: sdk.request, fields })
  return `package main

import (
	"fmt"
	"os"

	"${module}/core/auth/${credentials}"
	"${module}/core/sdkerr"
	${sdk.service} "${module}/services/${sdk.service}/${sdk.version}"
	"${module}/services/${sdk.service}/${sdk.version}/model"
)

func main() {
	ak := os.Getenv("CLOUD_SDK_AK")
	sk := os.Getenv("CLOUD_SDK_SK")

	auth, err := ${credentials}.NewCredentialsBuilder().
		WithAk(ak).
		WithSk(sk).
		${owner}.
		SafeBuild()
	if err != nil {
		fmt.Println(err)
		return
	}

	hcClient, err := ${sdk.service}.${sdk.Service}ClientBuilder().
		WithEndpoints([]string{${text(call.endpoint)}}).
		WithCredential(auth).
		SafeBuild()
	if err != nil {
		fmt.Println(err)
		return
	}
	client := ${sdk.service}.New${sdk.Service}Client(hcClient)

${values.declarations.map((line) => `	${indent(line, '	')}\n`).join('')}	request := &${indent(request, '	')}
	response, err := client.${sdk.pascal}(request)
	if refused, ok := err.(*sdkerr.ServiceResponseError); ok {
		fmt.Println(refused.StatusCode)
		fmt.Println(refused.RequestId)
		fmt.Println(refused.ErrorCode)
		fmt.Println(refused.ErrorMessage)
		return
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	${download ? SAVE : 'fmt.Println(response)'}
}
`
}

const SAVE = `file, err := os.Create("users.xlsx")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	if _, err := response.Consume(file); err != nil {
		fmt.Println(err)
	}`

/** Values as expressions; what is pointed to, which has to be addressable, as variables before. */
class GoValues {
  readonly declarations: string[] = []
  readonly #names = new VariableNames()

  write(value: Value): string {
    switch (value.kind) {
      case 'string':
        return text(value.value)
      case 'integer':
        return `${isWide(value.value) ? 'int64' : 'int32'}(${digits(value.value)})`
      case 'number':
        return `float64(${withPoint(value.value)})`
      case 'boolean':
        return String(value.value)
      case 'null':
        return 'nil'
      case 'array':
        return composite(
          `[]${goType(value.of)}`,
          value.items.map((item) => this.write(item)),
        )
      case 'map':
        return composite(
          `map[string]${goType(value.of)}`,
          value.entries.map(([key, inner]) => `${text(key)}: ${this.write(inner)}`),
        )
      case 'object':
        return composite(
          `model.${value.className}`,
          value.fields.map((field) => `${pascalCase(field.name)}: ${this.#field(field)}`),
        )
    }
  }

  /** Objects are always pointed to, and so is what may be left out, but maps. */
  #field({ name, required, value }: Field): string {
    if (value.kind === 'null') return 'nil'
    const written = this.write(value)
    if (value.kind === 'object') return `&${written}`
    if (required || value.kind === 'map') return written
    const variable = this.#names.fresh(name)
    this.declarations.push(`${variable} := ${written}`)
    return `&${variable}`
  }
}

/** As gofmt has it: scalars in a line, else an item a line. */
function composite(type: string, items: readonly string[]): string {
  const line = `${type}{${items.join(', ')}}`
  if (line.length <= 80 && !line.includes('\n') && !type.startsWith('model.')) return line
  if (items.length === 0) return line
  return `${type}{${items.map((item) => `\n\t${indent(item, '\t')},`).join('')}\n}`
}

function goType(type: ValueType): string {
  switch (type.kind) {
    case 'array':
      return `[]${goType(type.of)}`
    case 'map':
      return `map[string]${goType(type.of)}`
    case 'object':
      return `model.${type.className}`
    default:
      return { string: 'string', integer: 'int32', number: 'float64', boolean: 'bool', any: 'interface{}' }[
        type.kind
      ]
  }
}
