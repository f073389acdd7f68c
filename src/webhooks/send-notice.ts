import type { MasterKey } from '../iam/master-key.ts'
import { webhookPurpose } from '../iam/webhook-secret.ts'
import { post } from './post.ts'
import { OutOfReach, type Reach } from './reach.ts'
import { signatureOf } from './signature.ts'

/** Where a notice goes. */
interface Target {
  readonly projectId: string
  readonly url: string
  readonly sealedSecret: Buffer
}

/** What came of sending a notice. */
export interface Attempt {
  /** Of the answer; null: there was none. */
  readonly status: number | null
  /** Why it was not taken, as a sentence; null: it was. */
  readonly failure: string | null
}

/**
 * Sends a notice once. Taken is what is answered by 2xx.
 *
 * @param message the notice, and an ID that is the same at each try, so that a receiver knows a repeat
 */
export async function sendNotice(
  { projectId, url, sealedSecret }: Target,
  { id, notice }: { readonly id: string; readonly notice: object },
  { masterKey, reach, signal }: { masterKey: MasterKey; reach: Reach; signal: AbortSignal },
): Promise<Attempt> {
  const body = JSON.stringify(notice)
  const secret = masterKey.open(sealedSecret, webhookPurpose(projectId))
  const headers = {
    'x-muster-delivery': id,
    'x-muster-signature': signatureOf(secret, { delivery: id, sentAt: new Date(), body }),
  }
  try {
    const status = await post({ url, headers, body }, reach, signal)
    return { status, failure: failureOf(status) }
  } catch (error) {
    return { status: null, failure: sentenceOf(error as NodeJS.ErrnoException) }
  }
}

function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400
    ? `The answer was HTTP ${status}: redirects are not followed.`
    : `The answer was HTTP ${status}.`
}

function sentenceOf(error: NodeJS.ErrnoException): string {
  if (error instanceof OutOfReach) return `${error.message}.`
  if (error.name === 'TimeoutError') return 'There was no answer within 10 s.'
  // An error of several addresses has those of each within it.
  const code = error.code ?? error.name
  return `The connection failed: ${code}.`
}
