/** Limits of Excel ("Excel specifications and limits"); a file beyond them opens as damaged, or not at all. */

/** Rows of a sheet, the header's included. */
export const MAX_ROWS = 1_048_576

export const MAX_COLUMNS = 16_384

/** UTF-16 units of a cell's text. */
export const MAX_CELL_UNITS = 32_767

/** UTF-16 units of a sheet's name. */
export const MAX_SHEET_NAME_UNITS = 31

/** 3.9 GiB: room for one more row below the 4 GiB where a ZIP entry would need ZIP64. */
export const MAX_SHEET_BYTES = Math.floor(3.9 * 2 ** 30)
