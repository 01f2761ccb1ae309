-- Links by which one person binds his account, once.

CREATE TABLE invite (
  code    TEXT PRIMARY KEY,
  person  INTEGER NOT NULL,
  inviter INTEGER NOT NULL,     -- who made it
  made    TEXT NOT NULL,        -- UTC
  expires TEXT NOT NULL,        -- UTC
  revoked TEXT,                 -- UTC; a newer one has taken its place
  used    TEXT,                 -- UTC
  account INTEGER               -- who used it: a Telegram user id
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_open ON invite (person) WHERE used IS NULL AND revoked IS NULL;

-- Somebody who has left is known by his account still; the log is asked by day.
CREATE INDEX person_version_gone ON person_version (account, since) WHERE until = 9223372036854775807 AND NOT live;
CREATE INDEX act_day ON act (day, number);
