import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What becomes of a request: it goes through, at once or {@link SLOW_MS} later, is answered by an error (503, or 500), or has its
 * connection cut.
 */
export type Fault = 'pass' | 'slow' | 'error' | 'broken' | 'cut'

const SLOW_MS = 1500

/** Stands in front of a server, and does to its requests what networks and overloaded servers do. */
export interface FaultyProxy {
  readonly url: string
  /** Asked at each request. */
  fault: (method: string, target: string) => Fault
  stop(): Promise<void>
}

/** @param port of the server behind, on 127.0.0.1 */
export async function startFaultyProxy(port: number): Promise<FaultyProxy> {
  const proxy: { -readonly [K in keyof FaultyProxy]: FaultyProxy[K] } = {
    url: '',
    fault: () => 'pass',
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((incoming, outgoing) => {
    const fault = proxy.fault(incoming.method ?? '', incoming.url ?? '')
    if (fault === 'pass') pass(port, incoming, outgoing)
    else if (fault === 'slow') setTimeout(() => pass(port, incoming, outgoing), SLOW_MS)
    else if (fault === 'cut') incoming.once('readable', () => incoming.socket.destroy())
    else incoming.resume().once('end', () => outgoing.writeHead(fault === 'error' ? 503 : 500).end())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}

function pass(port: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  // As it came, Host included: it is signed.
  const { method, url: path, headers } = incoming
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.once('error', () => outgoing.destroy())
  incoming.pipe(onward)
}
