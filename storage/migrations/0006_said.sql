-- Which message filed which acts: an edited message is read again and shown
-- with what it had filed.
CREATE TABLE said (
  chat       INTEGER NOT NULL,
  message_id INTEGER NOT NULL, -- Telegram's
  grp        INTEGER NOT NULL REFERENCES act (number),
  PRIMARY KEY (chat, message_id)
) STRICT, WITHOUT ROWID;

-- What a chat was shown of a project: the log's last act then. The same field
-- changed after it by another is asked.
CREATE TABLE shown (
  chat    INTEGER NOT NULL,
  project INTEGER NOT NULL,
  seen    INTEGER NOT NULL,
  PRIMARY KEY (chat, project)
) STRICT, WITHOUT ROWID;
