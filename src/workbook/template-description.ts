import {
  CLOSE_ROW,
  CLOSE_ROW_TAG,
  CLOSE_TEXT,
  CLOSE_VALUE,
  OPEN_ROW,
  cellTemplates,
} from './cell-template.ts'
import { pieceText } from './piece.ts'
import type { Piece } from './piece.ts'
import type { Column } from './plan.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { TemplateModule } from './template-module.ts'

/** Of the structs Piece and Column, in assembly/piece.ts and column.ts. */
const PIECE_TEXT = 16
const COLUMN_BYTES = 40
const WORD = 4

/** Tells the module the XML of the columns' cells. */
export function describeTemplate(
  module: TemplateModule,
  columns: readonly Column[],
  shared: SharedStrings,
): void {
  const templates = cellTemplates(columns, shared)
  const [first] = templates
  if (first === undefined) return
  const put = (piece: Piece) => {
    const address = module.allocatePiece(piece.length)
    const room = Buffer.from(module.memory.buffer, address + PIECE_TEXT, piece.length)
    room.write(pieceText(piece), 'latin1')
    return address
  }
  module.setRowTags(put(OPEN_ROW), put(CLOSE_ROW_TAG), put(CLOSE_ROW))
  module.setTextTags(
    put(first.padded),
    put(first.quoted),
    put(first.quotedPadded),
    put(first.shared),
    put(first.quotedShared),
  )
  const table = module.allocateColumns(columns.length)
  for (const [index, { kind, open, text, value, codes }] of templates.entries()) {
    const list = module.allocate(codes.length * WORD)
    const addresses = codes.map(put)
    const fields = [
      kind,
      put(open),
      put(text),
      put(value),
      put(CLOSE_TEXT),
      put(CLOSE_VALUE),
      list,
      codes.length,
    ]
    new Uint32Array(module.memory.buffer, list, codes.length).set(addresses)
    new Uint32Array(module.memory.buffer, table + index * COLUMN_BYTES, fields.length).set(fields)
  }
}
