-- A known text, sealed with the master key that seals the secrets: a process that was given another key learns it at its
-- start, and not when the first caller is refused.
CREATE TABLE master_key_proof (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  sealed bytea NOT NULL
);
