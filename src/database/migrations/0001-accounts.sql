-- Who may call: accounts with their projects, enterprise projects, IAM users, access keys and tokens.
-- Identifiers are text: they travel as text on every wire, and a project's may be any 1-255 characters.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The one collation that lower-cases names and descriptions, whatever the database's own locale is. Each letter
-- is lower-cased by itself, so that a part of a text is a part of the lower-cased text as well.
-- PostgreSQL 17 brings its own Unicode tables; before that the C library's C.UTF-8 maps the same letters. ICU's root
-- locale, where the library has no C.UTF-8, differs in two: a capital sigma at the end of a word becomes the final one,
-- and a capital I with a dot two characters.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    CREATE COLLATION muster_fold (PROVIDER = builtin, LOCALE = 'C.UTF-8');
    RETURN;
  END IF;
  BEGIN
    CREATE COLLATION muster_fold (PROVIDER = libc, LOCALE = 'C.UTF-8');
  EXCEPTION WHEN undefined_object OR invalid_parameter_value OR invalid_object_definition THEN
    CREATE COLLATION muster_fold (PROVIDER = icu, LOCALE = 'und');
  END;
END $$;

CREATE TABLE accounts (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE projects (
  id text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 255),
  account_id text NOT NULL REFERENCES accounts,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, name)
);

-- '0' is every account's default enterprise project.
CREATE TABLE enterprise_projects (
  account_id text NOT NULL REFERENCES accounts,
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, name)
);

CREATE TABLE iam_users (
  id text PRIMARY KEY,
  account_id text NOT NULL REFERENCES accounts,
  name text NOT NULL,
  password_hash text,
  -- The account itself: what it may do is not a matter of grants.
  is_account boolean NOT NULL DEFAULT false,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, name)
);

CREATE TABLE access_keys (
  access_key text PRIMARY KEY,
  account_id text NOT NULL REFERENCES accounts,
  iam_user_id text NOT NULL REFERENCES iam_users,
  -- Sealed with the master key: a signature is checked with the secret itself, so a hash would not do.
  sealed_secret_key bytea NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX access_keys_user ON access_keys (iam_user_id);

CREATE TABLE tokens (
  -- SHA-256 of the token: who reads the table cannot use what it finds.
  token_hash bytea PRIMARY KEY,
  account_id text NOT NULL REFERENCES accounts,
  iam_user_id text NOT NULL REFERENCES iam_users,
  project_id text REFERENCES projects,
  methods text[] NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX tokens_expiry ON tokens (expires_at);
CREATE INDEX tokens_user ON tokens (iam_user_id);

-- Append-only: who did what, from where, to what, and whether it was allowed.
CREATE TABLE audit_events (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  project_id text,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  operation text NOT NULL,
  principal text NOT NULL,
  access_key text,
  remote_address text NOT NULL,
  resource text NOT NULL,
  outcome text NOT NULL,
  request_id text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_time ON audit_events (account_id, occurred_at DESC);
