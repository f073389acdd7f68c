EXTENSION btree_gin
EXTENSION pg_trgm

COLLATION muster_fold

TABLE access_keys
  access_key text NOT NULL
  account_id text NOT NULL
  iam_user_id text NOT NULL
  sealed_secret_key bytea NOT NULL
  enabled boolean NOT NULL DEFAULT true
  created_at timestamp with time zone NOT NULL DEFAULT now()
  last_used_at timestamp with time zone
  description text NOT NULL DEFAULT ''::text
  security_token_hash bytea
  expires_at timestamp with time zone
TABLE accounts
  id text NOT NULL
  name text NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
  authorization_mode text NOT NULL DEFAULT 'role_policy'::text
  enabled boolean NOT NULL DEFAULT true
TABLE audit_events
  id text COLLATE "C" NOT NULL
  account_id text NOT NULL
  project_id text
  occurred_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
  operation text NOT NULL
  action text
  principal text NOT NULL
  user_id text NOT NULL
  user_name text NOT NULL
  is_account boolean
  credential text NOT NULL
  remote_address text
  resources text[] NOT NULL DEFAULT '{}'::text[]
  outcome text NOT NULL
  status integer
  error_code text
  request_id text
  details jsonb NOT NULL DEFAULT '{}'::jsonb
TABLE enterprise_projects
  account_id text NOT NULL
  id text NOT NULL
  name text NOT NULL
  description text NOT NULL DEFAULT ''::text
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE export_tasks
  project_id text NOT NULL
  id text COLLATE "C" NOT NULL
  account_id text NOT NULL
  task_type text NOT NULL
  status text NOT NULL DEFAULT 'CREATING'::text
  language text NOT NULL
  filter jsonb NOT NULL
  scope jsonb NOT NULL
  created_by text NOT NULL
  created_by_id text NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
  attempt integer NOT NULL DEFAULT 0
  started_at timestamp with time zone
  progressed_at timestamp with time zone
  finished_at timestamp with time zone
  snapshot_at timestamp with time zone
  rows_total bigint
  rows_written bigint NOT NULL DEFAULT 0
  file_name text NOT NULL
  file_key text
  file_size bigint
  sha256 text
  expires_at timestamp with time zone
  purged_at timestamp with time zone
  download_count integer NOT NULL DEFAULT 0
  error_code text
  fail_reason text
  request_id text
  result jsonb
TABLE grants
  account_id text NOT NULL
  id text NOT NULL
  policy_id text NOT NULL
  group_id text
  user_id text
  scope text NOT NULL
  scope_id text NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE iam_group_members
  account_id text NOT NULL
  group_id text NOT NULL
  user_id text NOT NULL
TABLE iam_groups
  account_id text NOT NULL
  id text NOT NULL
  name text NOT NULL
  description text NOT NULL DEFAULT ''::text
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE iam_users
  id text NOT NULL
  account_id text NOT NULL
  name text NOT NULL
  password_hash text
  is_account boolean NOT NULL DEFAULT false
  enabled boolean NOT NULL DEFAULT true
  created_at timestamp with time zone NOT NULL DEFAULT now()
  description text NOT NULL DEFAULT ''::text
  email text NOT NULL DEFAULT ''::text
  token_generation integer NOT NULL DEFAULT 0
TABLE idempotency_keys
  project_id text NOT NULL
  caller_id text NOT NULL
  key text NOT NULL
  task_id text COLLATE "C" NOT NULL
  request_hash bytea NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE import_differences
  project_id text NOT NULL
  task_id text COLLATE "C" NOT NULL
  file_row bigint NOT NULL
  outcome text NOT NULL
  user_name text
  cells jsonb NOT NULL
  reason text
  position integer NOT NULL
TABLE limit_counts
  name text NOT NULL
  subject text NOT NULL
  period timestamp with time zone NOT NULL
  used integer NOT NULL
TABLE master_key_proof
  single boolean NOT NULL DEFAULT true
  sealed bytea NOT NULL
TABLE policies
  account_id text NOT NULL
  id text NOT NULL
  name text NOT NULL
  description text NOT NULL DEFAULT ''::text
  document jsonb NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
  updated_at timestamp with time zone NOT NULL DEFAULT now()
TABLE projects
  id text NOT NULL
  account_id text NOT NULL
  name text NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
  most_exports integer
  most_stored_bytes bigint
TABLE refusal_keys
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY
  sealed_key bytea NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
  retired_at timestamp with time zone
TABLE schema_migrations
  version integer NOT NULL
  name text NOT NULL
  applied_at timestamp with time zone NOT NULL DEFAULT now()
  breaking boolean NOT NULL DEFAULT false
TABLE signature_failures
  access_key text NOT NULL
  remote_address text NOT NULL
  failures integer NOT NULL
  locked_until timestamp with time zone
  failed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
TABLE signature_sightings
  access_key text NOT NULL
  signature text NOT NULL
  seen_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
TABLE tokens
  token_hash bytea NOT NULL
  account_id text NOT NULL
  iam_user_id text NOT NULL
  project_id text
  methods text[] NOT NULL
  issued_at timestamp with time zone NOT NULL DEFAULT now()
  expires_at timestamp with time zone NOT NULL
  generation integer NOT NULL DEFAULT 0
TABLE user_groups
  project_id text NOT NULL
  id text COLLATE "C" NOT NULL
  number integer NOT NULL GENERATED ALWAYS AS IDENTITY
  name text NOT NULL
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS lower((name COLLATE muster_fold))
  description text NOT NULL DEFAULT ''::text
  platform_type text NOT NULL DEFAULT 'LOCAL'::text
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE users
  project_id text NOT NULL
  id text COLLATE "C" NOT NULL
  user_name text NOT NULL
  user_name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS lower((user_name COLLATE muster_fold))
  domain text NOT NULL DEFAULT ''::text
  enterprise_project_id text NOT NULL DEFAULT '0'::text
  user_email text
  user_phone text
  description text
  alias_name text
  active_type text NOT NULL DEFAULT 'USER_ACTIVATE'::text
  platform_type text NOT NULL DEFAULT 'LOCAL'::text
  account_expires timestamp with time zone
  password_never_expired boolean NOT NULL DEFAULT false
  enable_change_password boolean NOT NULL DEFAULT true
  next_login_change_password boolean NOT NULL DEFAULT true
  locked boolean NOT NULL DEFAULT false
  disabled boolean NOT NULL DEFAULT false
  is_pre_user boolean NOT NULL DEFAULT false
  total_desktops integer NOT NULL DEFAULT 0
  share_space_subscription boolean NOT NULL DEFAULT false
  share_space_desktops integer NOT NULL DEFAULT 0
  user_info_map jsonb
  group_numbers integer[] NOT NULL DEFAULT '{}'::integer[]
  created_at timestamp with time zone NOT NULL DEFAULT now()
  updated_at timestamp with time zone NOT NULL DEFAULT now()
TABLE webhook_deliveries
  id text COLLATE "C" NOT NULL
  project_id text NOT NULL
  account_id text NOT NULL
  task_id text NOT NULL
  notice jsonb NOT NULL
  created_by text NOT NULL
  created_by_id text NOT NULL
  request_id text
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE webhooks
  project_id text NOT NULL
  account_id text NOT NULL
  url text NOT NULL
  sealed_secret bytea NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
  updated_at timestamp with time zone NOT NULL DEFAULT now()
  tried_at timestamp with time zone
  failure text

CONSTRAINT access_keys_account_id_fkey ON access_keys FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT access_keys_iam_user_id_fkey ON access_keys FOREIGN KEY (iam_user_id) REFERENCES iam_users(id)
CONSTRAINT access_keys_pkey ON access_keys PRIMARY KEY (access_key)
CONSTRAINT accounts_authorization_mode_check ON accounts CHECK ((authorization_mode = ANY (ARRAY['role_policy'::text, 'identity_policy'::text])))
CONSTRAINT accounts_name_key ON accounts UNIQUE (name)
CONSTRAINT accounts_pkey ON accounts PRIMARY KEY (id)
CONSTRAINT audit_events_outcome_check ON audit_events CHECK ((outcome = ANY (ARRAY['allowed'::text, 'denied'::text, 'failed'::text])))
CONSTRAINT audit_events_pkey ON audit_events PRIMARY KEY (id)
CONSTRAINT enterprise_projects_account_id_fkey ON enterprise_projects FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT enterprise_projects_account_id_name_key ON enterprise_projects UNIQUE (account_id, name)
CONSTRAINT enterprise_projects_pkey ON enterprise_projects PRIMARY KEY (account_id, id)
CONSTRAINT export_tasks_account_id_fkey ON export_tasks FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT export_tasks_language_check ON export_tasks CHECK ((language = ANY (ARRAY['en_US'::text, 'zh_CN'::text])))
CONSTRAINT export_tasks_pkey ON export_tasks PRIMARY KEY (project_id, id)
CONSTRAINT export_tasks_project_id_fkey ON export_tasks FOREIGN KEY (project_id) REFERENCES projects(id)
CONSTRAINT export_tasks_status_check ON export_tasks CHECK ((status = ANY (ARRAY['CREATING'::text, 'SUCCESS'::text, 'FAIL'::text])))
CONSTRAINT export_tasks_task_type_check ON export_tasks CHECK ((task_type = ANY (ARRAY['USERS'::text, 'GROUPS'::text, 'GROUP_USERS'::text, 'IMPORT'::text])))
CONSTRAINT grants_account_id_fkey ON grants FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT grants_account_id_policy_id_group_id_user_id_scope_scope_id_key ON grants UNIQUE NULLS NOT DISTINCT (account_id, policy_id, group_id, user_id, scope, scope_id)
CONSTRAINT grants_check ON grants CHECK (((group_id IS NULL) <> (user_id IS NULL)))
CONSTRAINT grants_group_id_fkey ON grants FOREIGN KEY (group_id) REFERENCES iam_groups(id) ON DELETE CASCADE
CONSTRAINT grants_pkey ON grants PRIMARY KEY (id)
CONSTRAINT grants_scope_check ON grants CHECK ((scope = ANY (ARRAY['account'::text, 'project'::text, 'enterprise_project'::text])))
CONSTRAINT grants_user_id_fkey ON grants FOREIGN KEY (user_id) REFERENCES iam_users(id) ON DELETE CASCADE
CONSTRAINT iam_group_members_account_id_fkey ON iam_group_members FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT iam_group_members_group_id_fkey ON iam_group_members FOREIGN KEY (group_id) REFERENCES iam_groups(id) ON DELETE CASCADE
CONSTRAINT iam_group_members_pkey ON iam_group_members PRIMARY KEY (group_id, user_id)
CONSTRAINT iam_group_members_user_id_fkey ON iam_group_members FOREIGN KEY (user_id) REFERENCES iam_users(id) ON DELETE CASCADE
CONSTRAINT iam_groups_account_id_fkey ON iam_groups FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT iam_groups_account_id_name_key ON iam_groups UNIQUE (account_id, name)
CONSTRAINT iam_groups_pkey ON iam_groups PRIMARY KEY (id)
CONSTRAINT iam_users_account_id_fkey ON iam_users FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT iam_users_account_id_name_key ON iam_users UNIQUE (account_id, name)
CONSTRAINT iam_users_pkey ON iam_users PRIMARY KEY (id)
CONSTRAINT idempotency_keys_pkey ON idempotency_keys PRIMARY KEY (project_id, caller_id, key)
CONSTRAINT idempotency_keys_project_id_task_id_fkey ON idempotency_keys FOREIGN KEY (project_id, task_id) REFERENCES export_tasks(project_id, id) ON DELETE CASCADE
CONSTRAINT import_differences_outcome_check ON import_differences CHECK ((outcome = ANY (ARRAY['CREATED'::text, 'UPDATED'::text, 'UNCHANGED'::text, 'REFUSED'::text])))
CONSTRAINT import_differences_pkey ON import_differences PRIMARY KEY (project_id, task_id, outcome, "position")
CONSTRAINT import_differences_project_id_task_id_fkey ON import_differences FOREIGN KEY (project_id, task_id) REFERENCES export_tasks(project_id, id) ON DELETE CASCADE
CONSTRAINT limit_counts_pkey ON limit_counts PRIMARY KEY (name, subject, period)
CONSTRAINT master_key_proof_pkey ON master_key_proof PRIMARY KEY (single)
CONSTRAINT master_key_proof_single_check ON master_key_proof CHECK (single)
CONSTRAINT policies_account_id_fkey ON policies FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT policies_account_id_name_key ON policies UNIQUE (account_id, name)
CONSTRAINT policies_pkey ON policies PRIMARY KEY (id)
CONSTRAINT projects_account_id_fkey ON projects FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT projects_account_id_name_key ON projects UNIQUE (account_id, name)
CONSTRAINT projects_id_check ON projects CHECK (((char_length(id) >= 1) AND (char_length(id) <= 255)))
CONSTRAINT projects_most_exports_check ON projects CHECK ((most_exports >= 0))
CONSTRAINT projects_most_stored_bytes_check ON projects CHECK ((most_stored_bytes >= 0))
CONSTRAINT projects_pkey ON projects PRIMARY KEY (id)
CONSTRAINT refusal_keys_pkey ON refusal_keys PRIMARY KEY (id)
CONSTRAINT schema_migrations_pkey ON schema_migrations PRIMARY KEY (version)
CONSTRAINT signature_failures_pkey ON signature_failures PRIMARY KEY (access_key, remote_address)
CONSTRAINT signature_sightings_pkey ON signature_sightings PRIMARY KEY (access_key, signature)
CONSTRAINT tokens_account_id_fkey ON tokens FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT tokens_iam_user_id_fkey ON tokens FOREIGN KEY (iam_user_id) REFERENCES iam_users(id)
CONSTRAINT tokens_pkey ON tokens PRIMARY KEY (token_hash)
CONSTRAINT tokens_project_id_fkey ON tokens FOREIGN KEY (project_id) REFERENCES projects(id)
CONSTRAINT user_groups_number_key ON user_groups UNIQUE (number)
CONSTRAINT user_groups_pkey ON user_groups PRIMARY KEY (project_id, id)
CONSTRAINT user_groups_platform_type_check ON user_groups CHECK ((platform_type = ANY (ARRAY['AD'::text, 'LOCAL'::text])))
CONSTRAINT user_groups_project_id_fkey ON user_groups FOREIGN KEY (project_id) REFERENCES projects(id)
CONSTRAINT user_groups_project_id_name_key_key ON user_groups UNIQUE (project_id, name_key)
CONSTRAINT users_active_type_check ON users CHECK ((active_type = ANY (ARRAY['USER_ACTIVATE'::text, 'ADMIN_ACTIVATE'::text])))
CONSTRAINT users_pkey ON users PRIMARY KEY (project_id, id)
CONSTRAINT users_platform_type_check ON users CHECK ((platform_type = ANY (ARRAY['AD'::text, 'LOCAL'::text, 'UOS'::text])))
CONSTRAINT users_share_space_desktops_check ON users CHECK ((share_space_desktops >= 0))
CONSTRAINT users_total_desktops_check ON users CHECK ((total_desktops >= 0))
CONSTRAINT webhook_deliveries_account_id_fkey ON webhook_deliveries FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT webhook_deliveries_pkey ON webhook_deliveries PRIMARY KEY (id)
CONSTRAINT webhook_deliveries_project_id_fkey ON webhook_deliveries FOREIGN KEY (project_id) REFERENCES webhooks(project_id) ON DELETE CASCADE
CONSTRAINT webhooks_account_id_fkey ON webhooks FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT webhooks_pkey ON webhooks PRIMARY KEY (project_id)
CONSTRAINT webhooks_project_id_fkey ON webhooks FOREIGN KEY (project_id) REFERENCES projects(id)

CREATE INDEX access_keys_expiry ON public.access_keys USING btree (expires_at) WHERE (expires_at IS NOT NULL)
CREATE INDEX access_keys_user ON public.access_keys USING btree (iam_user_id)
CREATE INDEX audit_events_resources ON public.audit_events USING gin (resources)
CREATE INDEX audit_events_time ON public.audit_events USING btree (account_id, occurred_at DESC, id DESC)
CREATE INDEX export_tasks_creating ON public.export_tasks USING btree (project_id, id) WHERE (status = 'CREATING'::text)
CREATE INDEX export_tasks_expiry ON public.export_tasks USING btree (expires_at) WHERE (status = 'SUCCESS'::text)
CREATE INDEX export_tasks_file ON public.export_tasks USING btree (file_key) WHERE (file_key IS NOT NULL)
CREATE INDEX export_tasks_listed ON public.export_tasks USING btree (project_id, created_at, id) INCLUDE (account_id)
CREATE INDEX grants_group ON public.grants USING btree (group_id)
CREATE INDEX grants_user ON public.grants USING btree (user_id)
CREATE INDEX iam_group_members_user ON public.iam_group_members USING btree (user_id)
CREATE INDEX idempotency_keys_task ON public.idempotency_keys USING btree (project_id, task_id)
CREATE INDEX signature_sightings_time ON public.signature_sightings USING btree (seen_at)
CREATE INDEX tokens_expiry ON public.tokens USING btree (expires_at)
CREATE INDEX tokens_user ON public.tokens USING btree (iam_user_id)
CREATE INDEX users_description_trigrams ON public.users USING gin (project_id, lower((description COLLATE muster_fold)) gin_trgm_ops)
CREATE INDEX users_groups ON public.users USING gin (project_id, group_numbers)
CREATE INDEX users_name_trigrams ON public.users USING gin (project_id, user_name_key gin_trgm_ops)
CREATE INDEX webhook_deliveries_task ON public.webhook_deliveries USING btree (project_id, task_id)
CREATE UNIQUE INDEX access_keys_pkey ON public.access_keys USING btree (access_key)
CREATE UNIQUE INDEX accounts_name_key ON public.accounts USING btree (name)
CREATE UNIQUE INDEX accounts_pkey ON public.accounts USING btree (id)
CREATE UNIQUE INDEX audit_events_pkey ON public.audit_events USING btree (id)
CREATE UNIQUE INDEX enterprise_projects_account_id_name_key ON public.enterprise_projects USING btree (account_id, name)
CREATE UNIQUE INDEX enterprise_projects_pkey ON public.enterprise_projects USING btree (account_id, id)
CREATE UNIQUE INDEX export_tasks_pkey ON public.export_tasks USING btree (project_id, id)
CREATE UNIQUE INDEX grants_account_id_policy_id_group_id_user_id_scope_scope_id_key ON public.grants USING btree (account_id, policy_id, group_id, user_id, scope, scope_id) NULLS NOT DISTINCT
CREATE UNIQUE INDEX grants_pkey ON public.grants USING btree (id)
CREATE UNIQUE INDEX iam_group_members_pkey ON public.iam_group_members USING btree (group_id, user_id)
CREATE UNIQUE INDEX iam_groups_account_id_name_key ON public.iam_groups USING btree (account_id, name)
CREATE UNIQUE INDEX iam_groups_pkey ON public.iam_groups USING btree (id)
CREATE UNIQUE INDEX iam_users_account_id_name_key ON public.iam_users USING btree (account_id, name)
CREATE UNIQUE INDEX iam_users_pkey ON public.iam_users USING btree (id)
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (project_id, caller_id, key)
CREATE UNIQUE INDEX import_differences_pkey ON public.import_differences USING btree (project_id, task_id, outcome, "position")
CREATE UNIQUE INDEX limit_counts_pkey ON public.limit_counts USING btree (name, subject, period)
CREATE UNIQUE INDEX master_key_proof_pkey ON public.master_key_proof USING btree (single)
CREATE UNIQUE INDEX policies_account_id_name_key ON public.policies USING btree (account_id, name)
CREATE UNIQUE INDEX policies_pkey ON public.policies USING btree (id)
CREATE UNIQUE INDEX projects_account_id_name_key ON public.projects USING btree (account_id, name)
CREATE UNIQUE INDEX projects_pkey ON public.projects USING btree (id)
CREATE UNIQUE INDEX refusal_keys_pkey ON public.refusal_keys USING btree (id)
CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (version)
CREATE UNIQUE INDEX signature_failures_pkey ON public.signature_failures USING btree (access_key, remote_address)
CREATE UNIQUE INDEX signature_sightings_pkey ON public.signature_sightings USING btree (access_key, signature)
CREATE UNIQUE INDEX tokens_pkey ON public.tokens USING btree (token_hash)
CREATE UNIQUE INDEX user_groups_number_key ON public.user_groups USING btree (number)
CREATE UNIQUE INDEX user_groups_pkey ON public.user_groups USING btree (project_id, id)
CREATE UNIQUE INDEX user_groups_project_id_name_key_key ON public.user_groups USING btree (project_id, name_key)
CREATE UNIQUE INDEX users_name ON public.users USING btree (project_id, user_name_key, lower((domain COLLATE muster_fold)))
CREATE UNIQUE INDEX users_pkey ON public.users USING btree (project_id, id)
CREATE UNIQUE INDEX webhook_deliveries_pkey ON public.webhook_deliveries USING btree (id)
CREATE UNIQUE INDEX webhooks_pkey ON public.webhooks USING btree (project_id)

SEQUENCE refusal_keys_id_seq
SEQUENCE user_groups_number_seq

CREATE OR REPLACE FUNCTION public.caller_of_access_key(presented text, address text)
 RETURNS TABLE(sealed_secret_key bytea, security_token_hash bytea, expires_at timestamp with time zone, last_used_at timestamp with time zone, account_id text, account_name text, authorization_mode text, user_id text, user_name text, is_account boolean, failed_lately boolean, locked boolean)
 LANGUAGE plpgsql
AS $function$
DECLARE
  key access_keys;
  failure signature_failures;
BEGIN
  PERFORM set_config('muster.presented_access_key', presented, true);
  SELECT * INTO key FROM access_keys WHERE access_key = presented AND enabled;
  PERFORM set_config('muster.presented_access_key', '', true);
  IF key.access_key IS NULL THEN RETURN; END IF;
  SELECT * INTO failure FROM signature_failures
    WHERE signature_failures.access_key = presented AND remote_address = address;
  PERFORM set_config('muster.account_id', key.account_id, true);
  RETURN QUERY
    SELECT key.sealed_secret_key, key.security_token_hash, key.expires_at, key.last_used_at,
      accounts.id, accounts.name, accounts.authorization_mode, iam_users.id, iam_users.name, iam_users.is_account,
      failure.failures IS NOT NULL, coalesce(failure.locked_until > clock_timestamp(), false)
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.id = key.iam_user_id AND iam_users.enabled AND accounts.enabled;
END $function$

CREATE OR REPLACE FUNCTION public.caller_of_token(presented bytea)
 RETURNS TABLE(issued_at timestamp with time zone, expires_at timestamp with time zone, project_id text, methods text[], generation integer, outdated boolean, account_id text, account_name text, authorization_mode text, user_id text, user_name text, is_account boolean)
 LANGUAGE plpgsql
AS $function$
DECLARE
  token tokens;
BEGIN
  PERFORM set_config('muster.presented_token', encode(presented, 'hex'), true);
  SELECT * INTO token FROM tokens WHERE token_hash = presented;
  PERFORM set_config('muster.presented_token', '', true);
  IF token.token_hash IS NULL THEN RETURN; END IF;
  PERFORM set_config('muster.account_id', token.account_id, true);
  RETURN QUERY
    SELECT token.issued_at, token.expires_at, token.project_id, token.methods,
      token.generation, token.generation <> iam_users.token_generation,
      accounts.id, accounts.name, accounts.authorization_mode, iam_users.id, iam_users.name, iam_users.is_account
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.id = token.iam_user_id AND iam_users.enabled AND accounts.enabled;
END $function$

CREATE OR REPLACE FUNCTION public.project_presented(presented text)
 RETURNS TABLE(id text, name text, account_id text)
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('muster.presented_project', presented, true);
  RETURN QUERY SELECT projects.id, projects.name, projects.account_id FROM projects WHERE projects.id = presented;
  PERFORM set_config('muster.presented_project', '', true);
END $function$

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('muster.audit_retention', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'Audit events are neither changed nor deleted' USING ERRCODE = 'insufficient_privilege';
END $function$

CREATE OR REPLACE FUNCTION public.user_named(by_id text, by_name text, by_account_id text, by_account_name text)
 RETURNS TABLE(user_id text, user_name text, password_hash text, token_generation integer, is_account boolean, enabled boolean, account_id text, account_name text, authorization_mode text)
 LANGUAGE plpgsql
AS $function$
DECLARE
  found_account text;
BEGIN
  IF by_id IS NOT NULL THEN
    PERFORM set_config('muster.presented_user', by_id, true);
    SELECT iam_users.account_id INTO found_account FROM iam_users WHERE id = by_id;
    PERFORM set_config('muster.presented_user', '', true);
  ELSIF by_account_id IS NOT NULL THEN
    found_account := by_account_id;
  ELSE
    PERFORM set_config('muster.presented_account', by_account_name, true);
    SELECT accounts.id INTO found_account FROM accounts WHERE name = by_account_name;
    PERFORM set_config('muster.presented_account', '', true);
  END IF;
  IF found_account IS NULL THEN RETURN; END IF;
  PERFORM set_config('muster.account_id', found_account, true);
  RETURN QUERY
    SELECT iam_users.id, iam_users.name, iam_users.password_hash, iam_users.token_generation, iam_users.is_account,
      iam_users.enabled AND accounts.enabled, accounts.id, accounts.name, accounts.authorization_mode
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.account_id = found_account
      AND CASE WHEN by_id IS NULL THEN iam_users.name = by_name ELSE iam_users.id = by_id END;
END $function$


CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
