// Byte strings: every character stands for one byte (0 to 255), which is how Node hands over a request target
// and header values. Comparing them compares UTF-8 bytes, which is the order of code points.

const encoded = Array.from(
  { length: 256 },
  (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
)

const encodeByte = (byte: string): string => encoded[byte.charCodeAt(0)] ?? ''

/** Byte string → percent-encoded text; RFC 3986 unreserved characters stay, hex digits are upper case. */
export function percentEncode(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9\-._~]/g, encodeByte)
}

/** As {@link percentEncode}, but `/` stays too: for a whole path. */
export function percentEncodePath(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9\-._~/]/g, encodeByte)
}

/** Percent-encoded text → byte string. A `%` without two hex digits stands for itself, as in Python and Go clients. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/%[0-9A-Fa-f]{2}/g, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  )
}

/** The bytes a byte string stands for. */
export function bytesOf(byteString: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(byteString, (byte) => byte.charCodeAt(0))
}
