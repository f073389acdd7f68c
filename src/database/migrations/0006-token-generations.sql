-- A token dies early when its user, the user's password, keys or grants change. Each such change counts up the user's
-- generation; a token is good as long as it is of that generation. A number rather than a time: a token that is being
-- issued while the change is made cannot pass for one from after it.

ALTER TABLE iam_users ADD COLUMN token_generation integer NOT NULL DEFAULT 0;
ALTER TABLE tokens ADD COLUMN generation integer NOT NULL DEFAULT 0;

DROP FUNCTION caller_of_token(bytea);
CREATE FUNCTION caller_of_token(presented bytea) RETURNS TABLE (
  issued_at timestamptz, expires_at timestamptz, project_id text, methods text[],
  generation integer, outdated boolean,
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
      token.generation, token.generation <> iam_users.token_generation,
      accounts.id, accounts.name, accounts.authorization_mode, iam_users.id, iam_users.name, iam_users.is_account
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.id = token.iam_user_id AND iam_users.enabled AND accounts.enabled;
END $$;

DROP FUNCTION user_named(text, text, text, text);
-- A user by its ID, or by its name in an account that is named by ID or name. What is not given is null.
CREATE FUNCTION user_named(by_id text, by_name text, by_account_id text, by_account_name text) RETURNS TABLE (
  user_id text, user_name text, password_hash text, token_generation integer, is_account boolean, enabled boolean,
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
    SELECT iam_users.id, iam_users.name, iam_users.password_hash, iam_users.token_generation, iam_users.is_account,
      iam_users.enabled AND accounts.enabled, accounts.id, accounts.name, accounts.authorization_mode
    FROM iam_users JOIN accounts ON accounts.id = iam_users.account_id
    WHERE iam_users.account_id = found_account
      AND CASE WHEN by_id IS NULL THEN iam_users.name = by_name ELSE iam_users.id = by_id END;
END $$;
