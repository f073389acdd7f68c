-- The export task: its row is the truth, the queue's job only the order to work on it.

CREATE TABLE export_tasks (
  project_id text NOT NULL REFERENCES projects,
  id text COLLATE "C" NOT NULL,
  account_id text NOT NULL REFERENCES accounts,
  task_type text NOT NULL CHECK (task_type IN ('USERS', 'GROUPS', 'GROUP_USERS', 'IMPORT')),
  -- EXPIRED is never stored: a SUCCESS past expires_at reads so, whether or not a sweeper has run.
  status text NOT NULL DEFAULT 'CREATING' CHECK (status IN ('CREATING', 'SUCCESS', 'FAIL')),
  language text NOT NULL CHECK (language IN ('en_US', 'zh_CN')),
  -- The request as understood, and what the caller may read of it, decided when the task was made.
  filter jsonb NOT NULL,
  scope jsonb NOT NULL,
  created_by text NOT NULL,
  created_by_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The fencing token: every write of a worker names the attempt that it belongs to.
  attempt integer NOT NULL DEFAULT 0,
  started_at timestamptz,
  progressed_at timestamptz,
  finished_at timestamptz,
  snapshot_at timestamptz,
  rows_total bigint,
  rows_written bigint NOT NULL DEFAULT 0,
  file_name text NOT NULL,
  file_key text,
  file_size bigint,
  sha256 text,
  expires_at timestamptz,
  -- When the sweeper removed the bytes of an expired file; the record goes later.
  purged_at timestamptz,
  download_count integer NOT NULL DEFAULT 0,
  error_code text,
  fail_reason text,
  PRIMARY KEY (project_id, id)
);
CREATE INDEX export_tasks_created ON export_tasks (project_id, created_at, id);
CREATE INDEX export_tasks_creating ON export_tasks (project_id, id) WHERE status = 'CREATING';
CREATE INDEX export_tasks_expiry ON export_tasks (expires_at) WHERE status = 'SUCCESS';
CREATE INDEX export_tasks_file ON export_tasks (file_key) WHERE file_key IS NOT NULL;

-- A repeated request finds the task that its first made. Deleting the task frees the key.
CREATE TABLE idempotency_keys (
  project_id text NOT NULL,
  caller_id text NOT NULL,
  key text NOT NULL,
  task_id text COLLATE "C" NOT NULL,
  request_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, caller_id, key),
  FOREIGN KEY (project_id, task_id) REFERENCES export_tasks ON DELETE CASCADE
);
CREATE INDEX idempotency_keys_task ON idempotency_keys (project_id, task_id);
