import { Button, Collapse, Descriptions, Flex, Tag } from 'antd'

import { failureIn } from '../parts/failure.ts'
import { saveFile } from '../parts/save-file.ts'
import { TextBlock } from '../parts/text-block.tsx'
import { useWords } from '../session/preferences.tsx'
import { ErrorMeaning } from './error-meaning.tsx'
import type { ApiOperation } from './openapi.ts'
import { RefusalReason } from './refusal-reason.tsx'
import type { ReceivedAnswer } from './send.ts'

/** An answer: status, time, headers and body; of an error what it means, of a refusal why. */
export function AnswerView({ answer, operation }: { answer: ReceivedAnswer; operation: ApiOperation }) {
  const words = useWords().debug
  const failure = answer.status >= 400 ? failureIn(answer.status, answer.requestId, answer.text ?? '') : null
  const color = answer.status < 300 ? 'green' : answer.status < 500 ? 'orange' : 'red'
  return (
    <section aria-label={words.answer} aria-live="polite">
      <Flex gap={8} wrap align="center">
        <Tag color={color}>{`${answer.status} ${answer.statusText}`}</Tag>
        <span>{answer.milliseconds} ms</span>
        <span>{words.bytes(answer.body.size.toLocaleString())}</span>
        <span>
          {words.requestId}: <code>{answer.requestId}</code>
        </span>
      </Flex>
      {failure === null ? null : <ErrorMeaning failure={failure} />}
      {failure?.reason === undefined ? null : <RefusalReason sealed={failure.reason} />}
      <Body answer={answer} operation={operation} />
      <Collapse
        size="small"
        items={[
          {
            key: 'headers',
            label: words.headers,
            children: (
              <Descriptions
                column={1}
                size="small"
                items={answer.headers.map(([name, value]) => ({
                  key: name,
                  label: name,
                  children: name === 'x-subject-token' ? `${value.slice(0, 4)}••••••••` : value,
                }))}
              />
            ),
          },
        ]}
      />
    </section>
  )
}

function Body({ answer, operation }: { answer: ReceivedAnswer; operation: ApiOperation }) {
  const words = useWords().debug
  if (answer.text !== null)
    return <TextBlock title={words.answer} text={pretty(answer.text) || words.emptyBody} />
  const named = answer.headers.find(([name]) => name === 'content-disposition')?.[1] ?? ''
  const name = /filename="([^"]+)"/.exec(named)?.[1] ?? `${operation.operationId}.bin`
  return (
    <Button style={{ margin: '12px 0' }} onClick={() => saveFile(name, answer.body)}>
      {words.save}
    </Button>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
