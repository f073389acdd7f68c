-- Who may do what: modes of accounts, user groups of IAM, policies, grants, temporary keys.

ALTER TABLE accounts
  -- By which kind of policies its IAM users are judged (contract, iam.md section 3).
  ADD COLUMN authorization_mode text NOT NULL DEFAULT 'role_policy'
    CHECK (authorization_mode IN ('role_policy', 'identity_policy')),
  ADD COLUMN enabled boolean NOT NULL DEFAULT true;

ALTER TABLE iam_users
  ADD COLUMN description text NOT NULL DEFAULT '',
  ADD COLUMN email text NOT NULL DEFAULT '';

ALTER TABLE access_keys
  ADD COLUMN description text NOT NULL DEFAULT '',
  -- A temporary key: SHA-256 of the security token that must come with it, and when it ends.
  ADD COLUMN security_token_hash bytea,
  ADD COLUMN expires_at timestamptz;
CREATE INDEX access_keys_expiry ON access_keys (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE iam_groups (
  account_id text NOT NULL REFERENCES accounts,
  id text PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, name)
);

CREATE TABLE iam_group_members (
  account_id text NOT NULL REFERENCES accounts,
  group_id text NOT NULL REFERENCES iam_groups ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES iam_users ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
);
CREATE INDEX iam_group_members_user ON iam_group_members (user_id);

-- Policies of accounts' own. System roles and policies are in the program, by fixed IDs.
CREATE TABLE policies (
  account_id text NOT NULL REFERENCES accounts,
  id text PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, name)
);

-- A policy given to a user group or a user, on the account, a project or an enterprise project.
CREATE TABLE grants (
  account_id text NOT NULL REFERENCES accounts,
  id text PRIMARY KEY,
  policy_id text NOT NULL,
  group_id text REFERENCES iam_groups ON DELETE CASCADE,
  user_id text REFERENCES iam_users ON DELETE CASCADE,
  scope text NOT NULL CHECK (scope IN ('account', 'project', 'enterprise_project')),
  scope_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((group_id IS NULL) <> (user_id IS NULL)),
  UNIQUE NULLS NOT DISTINCT (account_id, policy_id, group_id, user_id, scope, scope_id)
);
CREATE INDEX grants_group ON grants (group_id);
CREATE INDEX grants_user ON grants (user_id);

-- The keys that seal the reasons of refusals, each sealed itself with the master key. The newest seals; retired ones still open.
CREATE TABLE refusal_keys (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sealed_key bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz
);

-- Signatures of changing requests as they were first seen: a later one is a replay. Short-lived, so not logged: after a
-- crash of PostgreSQL the guard begins anew.
CREATE UNLOGGED TABLE signature_sightings (
  access_key text NOT NULL,
  signature text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (access_key, signature)
);
CREATE INDEX signature_sightings_time ON signature_sightings (seen_at);

-- Wrong signatures in a row of one access key from one address; the fifth locks the key for that address.
CREATE UNLOGGED TABLE signature_failures (
  access_key text NOT NULL,
  remote_address text NOT NULL,
  failures integer NOT NULL,
  locked_until timestamptz,
  failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (access_key, remote_address)
);

-- How much of a limit is used in a window of time, over all processes.
CREATE UNLOGGED TABLE limit_counts (
  name text NOT NULL,
  subject text NOT NULL,
  period timestamptz NOT NULL,
  used integer NOT NULL,
  PRIMARY KEY (name, subject, period)
);
