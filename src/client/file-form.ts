/**
 * A file in a form of one field (RFC 7578), byte for byte as it is sent, so that it can be signed; for browsers as well.
 *
 * @param file its bytes are not read
 */
export function fileForm(field: string, name: string, file: Blob): { contentType: string; body: Blob } {
  // What tells parts apart, not a secret: it must not stand in the file.
  const boundary = `muster-${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`
  const safeName = name.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ')
  const body = new Blob([
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${safeName}"\r\n`,
    'Content-Type: application/octet-stream\r\n\r\n',
    file,
    `\r\n--${boundary}--\r\n`,
  ])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body }
}
