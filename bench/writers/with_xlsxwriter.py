"""Writes rows of a pool with XlsxWriter in constant memory: with_xlsxwriter.py POOL ROWS FILE. As libxlsxwriter.c."""
import sys

import xlsxwriter

pool, rows, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with open(pool, encoding="utf-8", newline="\n") as lines:
    table = [line.rstrip("\n").split("\t") for line in lines]
header, table = table[0], [
    [float(field) if field and 8 <= column <= 11 else field for column, field in enumerate(row)] for row in table[1:]
]
workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
sheet = workbook.add_worksheet("Users")
sheet.write_row(0, 0, header)
for row in range(rows):
    for column, value in enumerate(table[row % len(table)]):
        if value == "":
            continue
        if isinstance(value, float):
            sheet.write_number(row + 1, column, value)
        else:
            sheet.write_string(row + 1, column, value)
workbook.close()
