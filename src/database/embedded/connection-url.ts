/**
 * A connection URL for a PostgreSQL behind a unix socket, as `pg` and libpq read it: the folder of the socket is
 * the parameter `host`, whatever characters it holds.
 */
export function connectionUrl(to: {
  socketDir: string
  port: number
  user: string
  password: string
  database: string
}): string {
  const [user, password, database, host] = [to.user, to.password, to.database, to.socketDir].map(
    encodeURIComponent,
  )
  return `postgres://${user}:${password}@/${database}?host=${host}&port=${to.port}`
}
