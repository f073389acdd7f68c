export { createWorkbook } from './workbook.ts'
export { RecordError, toRecords } from './records.ts'
export type { Value } from './records.ts'
export type {
  About,
  Column,
  CutCells,
  Engine,
  Options,
  Plan,
  Sink,
  Summary,
  Workbook,
  Written,
} from './plan.ts'
