-- The audit trail: who did what, from where, with which credential, to what, and what came of it. Nothing was recorded
-- until now, so the table is made anew.

DROP TABLE audit_events;
CREATE TABLE audit_events (
  -- UUIDv7, in the order of time.
  id text COLLATE "C" PRIMARY KEY,
  -- No foreign keys: an event outlives what it tells of.
  account_id text NOT NULL,
  -- Null: the account's own, such as a sign-in.
  project_id text,
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  operation text NOT NULL,
  -- The permission that the operation needs, where it needs one.
  action text,
  -- Who, as `account/user` and apart; with outcome `denied` and status 401: who it claimed to be.
  principal text NOT NULL,
  user_id text NOT NULL,
  user_name text NOT NULL,
  is_account boolean,
  -- An access key, or `token`, `password`, `link`, `command line`; `worker`, `sweeper`: Muster itself, on behalf
  -- of the user.
  credential text NOT NULL,
  remote_address text,
  -- IDs of what it was done to: tasks, users.
  resources text[] NOT NULL DEFAULT '{}',
  outcome text NOT NULL CHECK (outcome IN ('allowed', 'denied', 'failed')),
  status integer,
  error_code text,
  request_id text,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_time ON audit_events (account_id, occurred_at DESC, id DESC);
CREATE INDEX audit_events_resources ON audit_events USING gin (resources);

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
CREATE POLICY of_account ON audit_events
  USING (account_id = (SELECT current_setting('muster.account_id', true)));

-- The application role has no right to change events; this holds for owners and superusers as well. Retention says what it
-- does by a setting of its transaction.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('muster.audit_retention', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'Audit events are neither changed nor deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- The request that ordered a task: what the worker records of it names the same.
ALTER TABLE export_tasks ADD COLUMN request_id text;
