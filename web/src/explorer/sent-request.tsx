import { Collapse } from 'antd'

import { TextBlock } from '../parts/text-block.tsx'
import { useWords } from '../session/preferences.tsx'
import type { PlainRequest } from './request.ts'
import type { SignedRequest } from './signed-request.ts'

interface Props {
  readonly request: PlainRequest
  readonly proof: Readonly<Record<string, string>>
  readonly signed: SignedRequest | null
}

/** A request as it was sent, and the ladder to its signature. */
export function SentRequest({ request, proof, signed }: Props) {
  const words = useWords().debug
  return (
    <>
      <TextBlock title={words.sent} text={rawRequest(request, proof, words.formBytes)} />
      {signed === null ? null : (
        <Collapse
          size="small"
          items={[
            {
              key: 'ladder',
              label: words.ladder,
              children: (
                <>
                  <TextBlock title={words.canonical} text={signed.canonicalRequest} />
                  <TextBlock title={words.stringToSign} text={signed.stringToSign} />
                  <TextBlock title={words.signature} text={signed.signature} />
                </>
              ),
            },
          ]}
        />
      )}
    </>
  )
}

/** The request as HTTP has it; what would let a reader act as the sender is covered. */
function rawRequest(
  { method, url, headers, body }: PlainRequest,
  proof: Readonly<Record<string, string>>,
  inBytes: (count: number) => string,
): string {
  const content = typeof body === 'string' || body === undefined ? body : inBytes(body.length)
  const covered = (name: string, value: string) =>
    ['x-auth-token', 'x-security-token'].includes(name) ? `${value.slice(0, 4)}••••••••` : value
  const lines = Object.entries({ host: url.host, ...headers, ...proof }).map(
    ([name, value]) => `${name}: ${covered(name, value)}`,
  )
  return `${method} ${url.pathname}${url.search} HTTP/1.1\n${lines.join('\n')}\n${content === undefined ? '' : `\n${content}`}`
}
