import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What `npm run build` makes of `web/`; missing where the development packages are not installed. */
const BUILT = fileURLToPath(new URL('../../web/dist/', import.meta.url))

/** Where the pages are; each is the one document, which looks at the address itself. */
const PAGES = [
  '/sign-in',
  '/overview',
  '/users',
  '/users/*',
  '/groups',
  '/exports',
  '/access',
  '/access/*',
  '/explorer',
  '/explorer/*',
  '/docs',
  '/docs/*',
]

/**
 * Nothing from elsewhere, no script in the document, no frame around it. Styles may stand in the document: the
 * component library writes its own there.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}

/** Serves the pages where they are built. Their files bear a hash in their names, so they may be kept for ever. */
export async function servePages(app: FastifyInstance): Promise<void> {
  if (!existsSync(BUILT)) return
  await app.register(fastifyStatic, {
    root: BUILT,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  })
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.headers({ ...HEADERS, 'cache-control': 'no-cache' }).sendFile('index.html')
  const hide = { schema: { hide: true } }
  for (const url of PAGES) app.get(url, hide, sendPage)
  app.get('/assets/*', hide, (request, reply) => {
    const { '*': name } = request.params as { '*': string }
    return reply
      .headers({ ...HEADERS, 'cache-control': 'public, max-age=31536000, immutable' })
      .sendFile(`assets/${name}`)
  })
  app.get('/icon.svg', hide, (_request, reply) =>
    reply.headers({ ...HEADERS, 'cache-control': 'public, max-age=86400' }).sendFile('icon.svg'),
  )
  // The root is the version document of the identity API as well: to who asks for a page, it is one.
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.split('?', 1)[0] !== '/' || request.method !== 'GET') return
    void reply.header('vary', 'accept')
    if (!(request.headers.accept ?? '').includes('text/html')) return
    await sendPage(request, reply)
    return reply
  })
}
