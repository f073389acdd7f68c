import { Button, Flex, Form, type FormInstance, Modal } from 'antd'
import type { ReactNode } from 'react'

import { useWork } from '../api/work.ts'
import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'
import { FailureNotice } from './failure-notice.tsx'

interface Props<T> {
  readonly title: string
  readonly initial?: Partial<T>
  readonly action?: string
  /** What is read again after it. */
  readonly changes: readonly string[]
  readonly form?: FormInstance<T>
  readonly width?: number
  readonly children: ReactNode
  save(values: T): Promise<unknown>
  close(): void
}

/** A form in a dialog; where saving fails it stays as it is, and says why. */
export function FormDialog<T extends object>(props: Props<T>) {
  const { title, initial, action, changes, form, width, children, save, close } = props
  const words = useTexts(states)
  const { busy, failure, run } = useWork(...changes)
  const finish = async (values: T) => {
    if (await run(() => save(values))) close()
  }
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      {...(width === undefined ? {} : { width })}
    >
      <Form<T>
        layout="vertical"
        {...(form === undefined ? {} : { form })}
        {...(initial === undefined ? {} : { initialValues: initial })}
        onFinish={(values) => void finish(values)}
      >
        {children}
        <FailureNotice error={failure} />
        <Flex gap={8} justify="end">
          <Button onClick={close}>{words.cancel}</Button>
          {/* Named here: else it is called after its spinner as well, which may stay for long after the work. */}
          <Button aria-label={action ?? words.save} type="primary" htmlType="submit" loading={busy}>
            {action ?? words.save}
          </Button>
        </Flex>
      </Form>
    </Modal>
  )
}
