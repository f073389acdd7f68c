-- What an import came to: how many rows were created, updated, unchanged, refused, and whether it was applied.
ALTER TABLE export_tasks ADD COLUMN result jsonb;
