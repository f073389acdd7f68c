import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A statement as text with its parameters, for a connection that Kysely does not hold. */
export function compileStatement(statement: RawBuilder<unknown>): { text: string; values: unknown[] } {
  const { sql, parameters } = statement.compile(compiler)
  return { text: sql, values: [...parameters] }
}
