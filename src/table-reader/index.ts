export { openTable } from './open-table.ts'
export { UnreadableFile } from './unreadable-file.ts'
export type { Cell, Row, Sheet, Source, Table } from './table.ts'
