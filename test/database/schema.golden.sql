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
TABLE accounts
  id text NOT NULL
  name text NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE audit_events
  id text NOT NULL
  account_id text NOT NULL
  project_id text
  occurred_at timestamp with time zone NOT NULL DEFAULT now()
  operation text NOT NULL
  principal text NOT NULL
  access_key text
  remote_address text NOT NULL
  resource text NOT NULL
  outcome text NOT NULL
  request_id text NOT NULL
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
TABLE iam_users
  id text NOT NULL
  account_id text NOT NULL
  name text NOT NULL
  password_hash text
  is_account boolean NOT NULL DEFAULT false
  enabled boolean NOT NULL DEFAULT true
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE idempotency_keys
  project_id text NOT NULL
  caller_id text NOT NULL
  key text NOT NULL
  task_id text COLLATE "C" NOT NULL
  request_hash bytea NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE projects
  id text NOT NULL
  account_id text NOT NULL
  name text NOT NULL
  created_at timestamp with time zone NOT NULL DEFAULT now()
TABLE schema_migrations
  version integer NOT NULL
  name text NOT NULL
  applied_at timestamp with time zone NOT NULL DEFAULT now()
TABLE tokens
  token_hash bytea NOT NULL
  account_id text NOT NULL
  iam_user_id text NOT NULL
  project_id text
  methods text[] NOT NULL
  issued_at timestamp with time zone NOT NULL DEFAULT now()
  expires_at timestamp with time zone NOT NULL
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

CONSTRAINT access_keys_account_id_fkey ON access_keys FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT access_keys_iam_user_id_fkey ON access_keys FOREIGN KEY (iam_user_id) REFERENCES iam_users(id)
CONSTRAINT access_keys_pkey ON access_keys PRIMARY KEY (access_key)
CONSTRAINT accounts_name_key ON accounts UNIQUE (name)
CONSTRAINT accounts_pkey ON accounts PRIMARY KEY (id)
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
CONSTRAINT iam_users_account_id_fkey ON iam_users FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT iam_users_account_id_name_key ON iam_users UNIQUE (account_id, name)
CONSTRAINT iam_users_pkey ON iam_users PRIMARY KEY (id)
CONSTRAINT idempotency_keys_pkey ON idempotency_keys PRIMARY KEY (project_id, caller_id, key)
CONSTRAINT idempotency_keys_project_id_task_id_fkey ON idempotency_keys FOREIGN KEY (project_id, task_id) REFERENCES export_tasks(project_id, id) ON DELETE CASCADE
CONSTRAINT projects_account_id_fkey ON projects FOREIGN KEY (account_id) REFERENCES accounts(id)
CONSTRAINT projects_account_id_name_key ON projects UNIQUE (account_id, name)
CONSTRAINT projects_id_check ON projects CHECK (((char_length(id) >= 1) AND (char_length(id) <= 255)))
CONSTRAINT projects_pkey ON projects PRIMARY KEY (id)
CONSTRAINT schema_migrations_pkey ON schema_migrations PRIMARY KEY (version)
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

CREATE INDEX access_keys_user ON public.access_keys USING btree (iam_user_id)
CREATE INDEX audit_events_time ON public.audit_events USING btree (account_id, occurred_at DESC)
CREATE INDEX export_tasks_created ON public.export_tasks USING btree (project_id, created_at, id)
CREATE INDEX export_tasks_creating ON public.export_tasks USING btree (project_id, id) WHERE (status = 'CREATING'::text)
CREATE INDEX export_tasks_expiry ON public.export_tasks USING btree (expires_at) WHERE (status = 'SUCCESS'::text)
CREATE INDEX export_tasks_file ON public.export_tasks USING btree (file_key) WHERE (file_key IS NOT NULL)
CREATE INDEX idempotency_keys_task ON public.idempotency_keys USING btree (project_id, task_id)
CREATE INDEX tokens_expiry ON public.tokens USING btree (expires_at)
CREATE INDEX tokens_user ON public.tokens USING btree (iam_user_id)
CREATE INDEX users_description_trigrams ON public.users USING gin (project_id, lower((description COLLATE muster_fold)) gin_trgm_ops)
CREATE INDEX users_groups ON public.users USING gin (project_id, group_numbers)
CREATE INDEX users_name_trigrams ON public.users USING gin (project_id, user_name_key gin_trgm_ops)
CREATE UNIQUE INDEX access_keys_pkey ON public.access_keys USING btree (access_key)
CREATE UNIQUE INDEX accounts_name_key ON public.accounts USING btree (name)
CREATE UNIQUE INDEX accounts_pkey ON public.accounts USING btree (id)
CREATE UNIQUE INDEX audit_events_pkey ON public.audit_events USING btree (id)
CREATE UNIQUE INDEX enterprise_projects_account_id_name_key ON public.enterprise_projects USING btree (account_id, name)
CREATE UNIQUE INDEX enterprise_projects_pkey ON public.enterprise_projects USING btree (account_id, id)
CREATE UNIQUE INDEX export_tasks_pkey ON public.export_tasks USING btree (project_id, id)
CREATE UNIQUE INDEX iam_users_account_id_name_key ON public.iam_users USING btree (account_id, name)
CREATE UNIQUE INDEX iam_users_pkey ON public.iam_users USING btree (id)
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (project_id, caller_id, key)
CREATE UNIQUE INDEX projects_account_id_name_key ON public.projects USING btree (account_id, name)
CREATE UNIQUE INDEX projects_pkey ON public.projects USING btree (id)
CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (version)
CREATE UNIQUE INDEX tokens_pkey ON public.tokens USING btree (token_hash)
CREATE UNIQUE INDEX user_groups_number_key ON public.user_groups USING btree (number)
CREATE UNIQUE INDEX user_groups_pkey ON public.user_groups USING btree (project_id, id)
CREATE UNIQUE INDEX user_groups_project_id_name_key_key ON public.user_groups USING btree (project_id, name_key)
CREATE UNIQUE INDEX users_name ON public.users USING btree (project_id, user_name_key, lower((domain COLLATE muster_fold)))
CREATE UNIQUE INDEX users_pkey ON public.users USING btree (project_id, id)

SEQUENCE user_groups_number_seq
