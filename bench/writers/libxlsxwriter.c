/* Writes rows of a pool, given as tab-separated fields in a file, with libxlsxwriter in constant memory:
   libxlsxwriter POOL ROWS FILE. Columns 9 to 12 are numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define COLUMNS 14

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *in = fopen(argv[1], "rb");
  if (!in) return 1;
  fseek(in, 0, SEEK_END);
  long size = ftell(in);
  rewind(in);
  char *bytes = malloc(size + 1);
  if (fread(bytes, 1, size, in) != (size_t)size) return 1;
  bytes[size] = 0;
  long count = 0, room = 1 << 15;
  char **fields = malloc(room * COLUMNS * sizeof(char *));
  for (char *at = bytes; *at; count++) {
    for (int column = 0; column < COLUMNS; column++) {
      fields[count * COLUMNS + column] = at;
      at += strcspn(at, "\t\n");
      *at++ = 0;
    }
  }
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *workbook = workbook_new_opt(argv[3], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "Users");
  long rows = atol(argv[2]);
  for (long row = 0; row <= rows; row++) {
    /* The first line of the pool is the header. */
    char **line = fields + COLUMNS * (row == 0 ? 0 : 1 + (row - 1) % (count - 1));
    for (int column = 0; column < COLUMNS; column++) {
      char *field = line[column];
      if (!*field) continue;
      if (row > 0 && column >= 8 && column <= 11) worksheet_write_number(sheet, row, column, atof(field), NULL);
      else worksheet_write_string(sheet, row, column, field, NULL);
    }
  }
  return workbook_close(workbook);
}
