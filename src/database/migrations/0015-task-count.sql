-- How many tasks a project has is read from the index alone: row-level security compares the account as well.
CREATE INDEX export_tasks_listed ON export_tasks (project_id, created_at, id) INCLUDE (account_id);
DROP INDEX export_tasks_created;
