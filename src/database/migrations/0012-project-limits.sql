-- Limits of a project's own; null: that of the settings, 0: none.
ALTER TABLE projects
  ADD COLUMN most_exports integer CHECK (most_exports >= 0),
  ADD COLUMN most_stored_bytes bigint CHECK (most_stored_bytes >= 0);
