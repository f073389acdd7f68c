import { type Socket, connect } from 'node:net'

import { Answer } from './http.ts'

/**
 * Writes bytes to the server as they are, whether or not they are HTTP, and reads the one answer until the server
 * closes the connection.
 */
export async function sendBytes(endpoint: string, bytes: string | Buffer): Promise<Answer> {
  const { hostname, port } = new URL(endpoint)
  const socket = connect(Number(port), hostname)
  socket.write(bytes)
  return readAnswer(await readToEnd(socket))
}

function readToEnd(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.once('close', () => resolve(Buffer.concat(chunks)))
    // A server that refuses a request half-way may reset the connection; what it said before counts.
    socket.once('error', (error) => {
      if (chunks.length === 0) reject(error)
    })
  })
}

function readAnswer(received: Buffer): Answer {
  const end = received.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = received.toString('latin1', 0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name.toLowerCase(), value.join(':').trim()]
    }),
  )
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? []
  return new Answer(Number(status ?? 0), headers, received.subarray(end + 4))
}
