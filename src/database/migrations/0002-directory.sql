-- The directory: desktop users, and the user groups that they belong to.
-- No foreign key leads from users to projects: it would cost a look-up for each of a million seeded rows,
-- and a project is never deleted.

CREATE TABLE users (
  project_id text NOT NULL,
  id text COLLATE "C" NOT NULL,
  user_name text NOT NULL,
  -- What names are compared, ordered and searched by: lower case, in code-point order.
  user_name_key text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (lower(user_name COLLATE muster_fold)) STORED,
  domain text NOT NULL DEFAULT '',
  enterprise_project_id text NOT NULL DEFAULT '0',
  user_email text,
  user_phone text,
  description text,
  alias_name text,
  active_type text NOT NULL DEFAULT 'USER_ACTIVATE' CHECK (active_type IN ('USER_ACTIVATE', 'ADMIN_ACTIVATE')),
  platform_type text NOT NULL DEFAULT 'LOCAL' CHECK (platform_type IN ('AD', 'LOCAL', 'UOS')),
  account_expires timestamptz,
  password_never_expired boolean NOT NULL DEFAULT false,
  enable_change_password boolean NOT NULL DEFAULT true,
  next_login_change_password boolean NOT NULL DEFAULT true,
  locked boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  is_pre_user boolean NOT NULL DEFAULT false,
  total_desktops integer NOT NULL DEFAULT 0 CHECK (total_desktops >= 0),
  share_space_subscription boolean NOT NULL DEFAULT false,
  share_space_desktops integer NOT NULL DEFAULT 0 CHECK (share_space_desktops >= 0),
  user_info_map jsonb,
  -- The user's groups by their numbers. An array and not a table of members: an export reads the names of a
  -- million users' groups as part of each row, and to join a million memberships took as long again as to read
  -- the users (3.3 s beside 4.9). The names are found by a memoized look-up of the few different arrays.
  group_numbers integer[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, id)
);

-- One name a project and domain, ignoring case; the same index gives the order of lists and exports.
CREATE UNIQUE INDEX users_name ON users (project_id, user_name_key, lower(domain COLLATE muster_fold));

-- The two fuzzy filters: substrings of three characters and more are found by their trigrams.
CREATE INDEX users_name_trigrams ON users USING gin (project_id, user_name_key gin_trgm_ops);
CREATE INDEX users_description_trigrams ON users
  USING gin (project_id, lower(description COLLATE muster_fold) gin_trgm_ops);

-- Who belongs to a group.
CREATE INDEX users_groups ON users USING gin (project_id, group_numbers);

CREATE TABLE user_groups (
  project_id text NOT NULL REFERENCES projects,
  id text COLLATE "C" NOT NULL,
  -- What users' group_numbers name: short, and never used again after the group is gone.
  number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name COLLATE muster_fold)) STORED,
  description text NOT NULL DEFAULT '',
  platform_type text NOT NULL DEFAULT 'LOCAL' CHECK (platform_type IN ('AD', 'LOCAL')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, id),
  UNIQUE (project_id, name_key)
);
