-- What an import found different, row by row: the first rows of each outcome, so that a page can show them without the
-- report's workbook, which has all of them. It goes with the report.
CREATE TABLE import_differences (
  project_id text NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  -- Row of the file, as a spreadsheet counts it.
  file_row bigint NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('CREATED', 'UPDATED', 'UNCHANGED', 'REFUSED')),
  user_name text,
  -- [{column, before, after}]; of a refused row before is null, and after what the cell at fault holds.
  cells jsonb NOT NULL,
  reason text,
  -- Which of its outcome it is, from 1.
  position integer NOT NULL,
  PRIMARY KEY (project_id, task_id, outcome, position),
  FOREIGN KEY (project_id, task_id) REFERENCES export_tasks ON DELETE CASCADE
);

ALTER TABLE import_differences ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_differences FORCE ROW LEVEL SECURITY;
CREATE POLICY of_account ON import_differences USING (project_id = ANY (ARRAY(
  SELECT projects.id FROM projects WHERE projects.account_id = current_setting('muster.account_id', true))));
