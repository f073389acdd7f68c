import { Flex } from 'antd'

import { CopyButton } from './copy-button.tsx'

/** A text of fixed width that can be copied. */
export function TextBlock({ text, title }: { text: string; title: string }) {
  return (
    <section className="rung">
      <Flex justify="space-between" align="end">
        <h3>{title}</h3>
        <CopyButton text={text} />
      </Flex>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre className="code-block" tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </section>
  )
}
