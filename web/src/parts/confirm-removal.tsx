import { Button, Flex, Input, Modal, Typography } from 'antd'
import { type ReactNode, useState } from 'react'

import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'
import { FailureNotice } from './failure-notice.tsx'

interface Props {
  readonly title: string
  /** What will be gone. */
  readonly children: ReactNode
  readonly action: string
  /** Typed before anything goes. */
  readonly typed?: string | undefined
  remove(): Promise<unknown>
  close(): void
}

/** Asks before something goes for good: names it, and where much goes lets it be typed. */
export function ConfirmRemoval({ title, children, action, typed, remove, close }: Props) {
  const words = useTexts(states)
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const run = async () => {
    setBusy(true)
    try {
      await remove()
      close()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  const ready = typed === undefined || text === typed
  return (
    <Modal open title={title} onCancel={close} footer={null} destroyOnHidden>
      <Flex vertical gap={12}>
        {children}
        {typed === undefined ? null : (
          <label>
            <Typography.Text>{words.typeToConfirm(typed)}</Typography.Text>
            <Input value={text} autoFocus onChange={(event) => setText(event.target.value)} />
          </label>
        )}
        <FailureNotice error={failure} />
        <Flex gap={8} justify="end">
          <Button onClick={close}>{words.cancel}</Button>
          <Button danger type="primary" loading={busy} disabled={!ready} onClick={() => void run()}>
            {action}
          </Button>
        </Flex>
      </Flex>
    </Modal>
  )
}
