import { Alert, Button, Card, Flex, Form, Input, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

import { ApiFailure } from '../parts/failure.ts'
import { Logo } from '../parts/logo.tsx'
import { PreferenceSwitches } from '../parts/preference-switches.tsx'
import { useWords } from '../session/preferences.tsx'
import { type Session, useSession } from '../session/session.tsx'
import { signInByLink, signInByPassword } from '../session/sign-in.ts'

interface Claim {
  readonly account: string
  readonly user: string
  readonly password: string
}

/** Signs in by password, or by the one-time link that brought the reader here. */
export function SignInPage() {
  const words = useWords().signIn
  const { begin, ended } = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const enter = async (obtain: () => Promise<Session>, refused: string) => {
    setBusy(true)
    setFailure(null)
    try {
      begin(await obtain())
      if (location.pathname === '/sign-in') await navigate('/', { replace: true })
    } catch (error) {
      setFailure(sentence(error, refused, words))
      setBusy(false)
    }
  }
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1]
  const followed = useRef(false)
  useEffect(() => {
    // Once, also where React runs effects twice: the code is good for one use.
    if (code === undefined || followed.current) return
    followed.current = true
    // Out of the address, and so out of the history.
    history.replaceState(null, '', location.pathname)
    void enter(() => signInByLink(code), words.linkUsed)
  })

  const required = [{ required: true, message: words.missing }]
  return (
    <Flex
      vertical
      align="center"
      justify="center"
      style={{ minHeight: '100%', padding: 16, boxSizing: 'border-box' }}
    >
      <main style={{ width: '100%', maxWidth: 380 }}>
        <Flex justify="space-between" align="center" style={{ marginBottom: 16 }}>
          <Logo />
          <PreferenceSwitches />
        </Flex>
        <Card>
          <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
            {words.title}
          </Typography.Title>
          {ended && failure === null ? (
            <Alert type="info" title={words.ended} style={{ marginBottom: 16 }} />
          ) : null}
          {failure === null ? null : <Alert type="error" title={failure} style={{ marginBottom: 16 }} />}
          <Form<Claim>
            layout="vertical"
            requiredMark={false}
            disabled={busy}
            onFinish={(claim) => void enter(() => signInByPassword(claim), words.wrong)}
          >
            <Form.Item name="account" label={words.account} rules={required}>
              <Input autoComplete="organization" autoFocus />
            </Form.Item>
            <Form.Item name="user" label={words.user} rules={required}>
              <Input autoComplete="username" />
            </Form.Item>
            <Form.Item name="password" label={words.password} rules={required}>
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={busy}>
              {words.submit}
            </Button>
          </Form>
        </Card>
        <Typography.Paragraph type="secondary" style={{ marginTop: 16, fontSize: 13 }}>
          {words.hint}
        </Typography.Paragraph>
      </main>
    </Flex>
  )
}

function sentence(error: unknown, refused: string, words: { tooMany: string; failed: string }): string {
  if (!(error instanceof ApiFailure)) return words.failed
  if (error.status === 429) return words.tooMany
  return error.status === 401 ? refused : error.message
}
