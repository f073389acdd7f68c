-- Every row belongs to an account, and only that account's transactions see it: row-level security, forced, beside the
-- conditions that every query has anyway. The account is the setting muster.account_id, which holds for one transaction
-- (SET LOCAL); without it nothing is seen.

-- An account is also seen by who names it to sign in, and by maintenance, which goes from one account to the next.
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY of_account ON accounts USING (
  id = (SELECT current_setting('muster.account_id', true))
  OR (SELECT current_setting('muster.maintenance', true)) = 'on'
);

DO $$
DECLARE
  of_account text;
BEGIN
  FOREACH of_account IN ARRAY ARRAY[
    'projects', 'enterprise_projects', 'iam_users', 'access_keys', 'tokens', 'iam_groups', 'iam_group_members',
    'policies', 'grants', 'audit_events', 'export_tasks'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_account);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_account);
    EXECUTE format(
      'CREATE POLICY of_account ON %I USING (account_id = (SELECT current_setting(''muster.account_id'', true)))',
      of_account);
  END LOOP;
END $$;

-- The directory's rows name their project only: an account would add a tenth to each of millions of rows. The account's
-- projects are found once a query.
DO $$
DECLARE
  of_project text;
BEGIN
  FOREACH of_project IN ARRAY ARRAY['users', 'user_groups', 'idempotency_keys'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_project);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_project);
    EXECUTE format(
      'CREATE POLICY of_account ON %I USING (project_id = ANY (ARRAY(
         SELECT projects.id FROM projects WHERE projects.account_id = current_setting(''muster.account_id'', true))))',
      of_project);
  END LOOP;
END $$;

-- Before it is known who calls, three things must be found across accounts: what a key, a token and a name stand for.
-- Each is seen by who presents it, and by nobody else.
CREATE POLICY as_presented ON access_keys FOR SELECT
  USING (access_key = (SELECT current_setting('muster.presented_access_key', true)));
CREATE POLICY as_presented ON tokens FOR SELECT
  USING (token_hash = decode((SELECT current_setting('muster.presented_token', true)), 'hex'));
CREATE POLICY as_presented ON accounts FOR SELECT
  USING (name = (SELECT current_setting('muster.presented_account', true)));
CREATE POLICY as_presented ON iam_users FOR SELECT
  USING (id = (SELECT current_setting('muster.presented_user', true)));
-- That a project exists is told to anybody who is somebody: another account's is refused, an unknown one not found.
CREATE POLICY as_presented ON projects FOR SELECT
  USING (id = (SELECT current_setting('muster.presented_project', true)));

/*
 * Who calls, in one statement: the settings that these functions make hold for the statement's transaction only.
 */
CREATE FUNCTION caller_of_access_key(presented text) RETURNS TABLE (
  sealed_secret_key bytea, security_token_hash bytea, expires_at timestamptz, last_used_at timestamptz,
  account_id text, account_name text, authorization_mode text,
  user_id text, user_name text, is_account boolean
) LANGUAGE plpgsql AS $$
DECLARE
  key access_keys;
BEGIN
  PERFORM set_config('muster.presented_access_key', presented, true);
  SELECT * INTO key FROM access_keys WHERE access_key = presented AND enabled;
  PERFORM set_config('muster.presented_access_key', '', true);
  IF key.access_key IS NULL THEN RETURN; END IF;
  PERFORM set_config('muster.account_id', key.account_id, true);
  RETURN QUERY
    SELECT key.sealed_secret_key, key.security_token_hash, key.expires_at, key.last_used_at,
      accounts.id, accounts.name, accounts.authorization_mode, iam_users.id, iam_users.name, iam_users.is_account
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.id = key.iam_user_id AND iam_users.enabled AND accounts.enabled;
END $$;

CREATE FUNCTION caller_of_token(presented bytea) RETURNS TABLE (
  issued_at timestamptz, expires_at timestamptz, project_id text, methods text[],
  account_id text, account_name text, authorization_mode text,
  user_id text, user_name text, is_account boolean
) LANGUAGE plpgsql AS $$
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
      accounts.id, accounts.name, accounts.authorization_mode, iam_users.id, iam_users.name, iam_users.is_account
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.id = token.iam_user_id AND iam_users.enabled AND accounts.enabled;
END $$;

-- A user by its ID, or by its name in an account that is named by ID or name. What is not given is null.
CREATE FUNCTION user_named(by_id text, by_name text, by_account_id text, by_account_name text) RETURNS TABLE (
  user_id text, user_name text, password_hash text, is_account boolean, enabled boolean,
  account_id text, account_name text, authorization_mode text
) LANGUAGE plpgsql AS $$
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
    SELECT iam_users.id, iam_users.name, iam_users.password_hash, iam_users.is_account,
      iam_users.enabled AND accounts.enabled, accounts.id, accounts.name, accounts.authorization_mode
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.account_id = found_account
      AND CASE WHEN by_id IS NULL THEN iam_users.name = by_name ELSE iam_users.id = by_id END;
END $$;

CREATE FUNCTION project_presented(presented text) RETURNS TABLE (id text, name text, account_id text)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('muster.presented_project', presented, true);
  RETURN QUERY SELECT projects.id, projects.name, projects.account_id FROM projects WHERE projects.id = presented;
  PERFORM set_config('muster.presented_project', '', true);
END $$;
