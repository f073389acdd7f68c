import { TextBlock } from '../parts/text-block.tsx'
import { useWords } from '../session/preferences.tsx'
import { exampleOf } from './example.ts'
import { bodySchema } from './openapi.ts'
import type { TabProps } from './operation-tabs.tsx'

/** Examples of a request and of what is answered to it. */
export function AnswersTab({ document, operation }: TabProps) {
  const words = useWords().answers
  const body = bodySchema(operation)
  return (
    <>
      {body === undefined ? null : (
        <TextBlock title={words.request} text={JSON.stringify(exampleOf(document, body), null, 2)} />
      )}
      {Object.entries(operation.responses).map(([status, { content, description }]) => {
        const schema = content?.['application/json']?.schema
        const text =
          schema === undefined
            ? Object.keys(content ?? {}).join(', ') || (description ?? '')
            : JSON.stringify(exampleOf(document, schema), null, 2)
        return <TextBlock key={status} title={words.answer(status)} text={text} />
      })}
    </>
  )
}
