/** The `code` of an error of Node.js (`ENOENT`) or PostgreSQL (`3D000`); empty where it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
