import { ApiRefusal } from './api-client.ts'

/**
 * A token of the account, by password (contract, iam.md section 2).
 *
 * @throws ApiRefusal where account, user and password do not belong together
 */
export async function signIn(
  endpoint: string,
  { account, user, password }: { account: string; user: string; password: string },
): Promise<{ token: string; expires_at: string }> {
  const domain = { name: account }
  const answer = await fetch(new URL('/v3/auth/tokens?nocatalog=true', endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user: { name: user, password, domain } } },
        scope: { domain },
      },
    }),
  })
  const body = (await answer.json()) as { token?: { expires_at: string }; error?: { message: string } }
  const token = answer.headers.get('x-subject-token')
  if (body.token === undefined || token === null) {
    const { message = answer.statusText } = body.error ?? {}
    throw new ApiRefusal(answer.status, '', message, answer.headers.get('x-request-id') ?? '')
  }
  return { token, expires_at: body.token.expires_at }
}
