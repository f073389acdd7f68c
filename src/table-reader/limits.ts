/**
 * Bounds of what is read (OWASP ASVS 5.0, 5.2.3). Of ordinary workbooks none comes near them: Excel's own limits are the
 * columns, a million users as Excel saves them are 1.3 GB of XML, and XML of cells packs to a tenth to a thirtieth.
 */
export const LIMITS = {
  /** Entries of a ZIP. */
  entries: 10_000,
  /** Bytes that all entries unpack to. */
  unpackedBytes: 16 * 2 ** 30,
  /** How many times its packed size an entry may unpack to, from {@link freeBytes} on. */
  ratio: 200,
  freeBytes: 64 * 2 ** 20,
  /** Bytes of a part that is held in memory: the workbook's own, its styles. */
  partBytes: 64 * 2 ** 20,
  /** UTF-16 units of one tag or text of XML; a cell's 32,767, each escaped to 12. */
  tokenUnits: 2 ** 20,
  /** Columns of a sheet (Excel specifications and limits). */
  columns: 16_384,
  /** UTF-16 units of a record of a CSV file. */
  recordUnits: 2 ** 22,
} as const
