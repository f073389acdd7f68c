-- Where a project is told of its tasks' ends, and what is yet to be told.

CREATE TABLE webhooks (
  project_id text PRIMARY KEY REFERENCES projects,
  account_id text NOT NULL REFERENCES accounts,
  url text NOT NULL,
  -- Sealed with the master key: signing needs it back.
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- The last try and what went wrong with it; null: nothing was tried, nothing went wrong.
  tried_at timestamptz,
  failure text
);

-- A notice is inserted by the transaction that ends its task, and deleted once it has been taken or given up. It says what
-- there was to say then, so that it goes out even where the task has been deleted meanwhile.
CREATE TABLE webhook_deliveries (
  id text COLLATE "C" PRIMARY KEY,
  project_id text NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  account_id text NOT NULL REFERENCES accounts,
  task_id text NOT NULL,
  notice jsonb NOT NULL,
  -- For the audit trail: who ordered the task, by which request.
  created_by text NOT NULL,
  created_by_id text NOT NULL,
  request_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_deliveries_task ON webhook_deliveries (project_id, task_id);

DO $$
DECLARE
  of_account text;
BEGIN
  FOREACH of_account IN ARRAY ARRAY['webhooks', 'webhook_deliveries'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_account);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_account);
    EXECUTE format(
      'CREATE POLICY of_account ON %I USING (account_id = (SELECT current_setting(''muster.account_id'', true)))',
      of_account);
  END LOOP;
END $$;
