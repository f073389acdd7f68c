import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Input, Modal, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'

import { ApiFailure } from '../parts/failure.ts'
import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'
import { useWords } from './preferences.tsx'
import { useSession, useSignedIn } from './session.tsx'
import { signInByPassword } from './sign-in.ts'

/** Asks for the password over the page whose session has ended, so that nothing on it is lost. */
export function SignInAgain() {
  const words = useWords()
  const { ended: title, goesOn } = useTexts(states)
  const session = useSignedIn()
  const { expired, begin, end } = useSession()
  const queries = useQueryClient()
  // What was refused meanwhile is asked again, once all of the page has the new token.
  const asked = useRef(session.token)
  useEffect(() => {
    if (asked.current === session.token) return
    asked.current = session.token
    void queries.invalidateQueries()
  }, [session.token, queries])
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const enter = async ({ password }: { password: string }) => {
    setBusy(true)
    try {
      const next = await signInByPassword({
        account: session.account.name,
        user: session.user.name,
        password,
      })
      setFailure(null)
      begin({ ...next, project: session.project })
    } catch (error) {
      const wrong = error instanceof ApiFailure && error.status === 401
      setFailure(wrong ? words.signIn.wrong : words.signIn.failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open={expired} title={title} closable={false} footer={null} destroyOnHidden zIndex={2000}>
      <Typography.Paragraph>{goesOn}</Typography.Paragraph>
      {failure === null ? null : <Alert type="error" title={failure} style={{ marginBottom: 12 }} />}
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(claim) => void enter(claim)}
      >
        <Form.Item label={words.signIn.user}>
          <Input value={`${session.account.name}/${session.user.name}`} readOnly autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={words.signIn.password}
          rules={[{ required: true, message: words.signIn.missing }]}
        >
          <Input.Password id="password-again" autoFocus autoComplete="current-password" />
        </Form.Item>
        <Flex gap={8} justify="end">
          <Button onClick={() => end()}>{words.shell.signOut}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {words.signIn.submit}
          </Button>
        </Flex>
      </Form>
    </Modal>
  )
}
