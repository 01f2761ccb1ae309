-- Today's schema, as SQLite tells it. Made by TestSchema; go test -update rewrites it.

CREATE TABLE act (
  number     INTEGER PRIMARY KEY,  -- its place in the log, from 1, without gaps
  grp        INTEGER NOT NULL,     -- the number of the first act of one confirmation or import
  undoes     INTEGER REFERENCES act (number),
  seen       INTEGER NOT NULL,     -- the last number its sender had seen; 0: not asked
  said       TEXT NOT NULL,        -- UTC
  day        TEXT NOT NULL,        -- the district's calendar day of said
  undo_until TEXT,                 -- UTC; until then the sender may take it back himself
  person     INTEGER NOT NULL,     -- who said it; 0: the program (config, import, job)
  source     TEXT NOT NULL,        -- from what: update 8812/0, import 3/7, config
  kind       TEXT NOT NULL,
  version    INTEGER NOT NULL,     -- of the body's form
  body       BLOB NOT NULL,        -- its exact bytes
  hash       BLOB NOT NULL         -- SHA-256 over the hash before, the columns above and the body
) STRICT;

CREATE INDEX act_day ON act (day, number);

CREATE INDEX act_group ON act (grp);

CREATE INDEX act_kind ON act (kind, number);

CREATE INDEX act_person ON act (person, number);

CREATE INDEX act_said ON act (said, number);

CREATE INDEX act_undoes ON act (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE act_subject (
  kind    TEXT NOT NULL,
  subject INTEGER NOT NULL,
  act     INTEGER NOT NULL REFERENCES act (number),
  PRIMARY KEY (kind, subject, act)
) STRICT, WITHOUT ROWID;

CREATE INDEX act_subject_act ON act_subject (act);

CREATE TABLE blob (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL,
  mime  TEXT NOT NULL,
  made  TEXT NOT NULL,          -- UTC
  data  BLOB NOT NULL
) STRICT;

CREATE TABLE button (
  id     TEXT PRIMARY KEY,      -- what Telegram carries
  outbox INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  chat   INTEGER NOT NULL,
  verb   TEXT NOT NULL,
  args   TEXT NOT NULL,         -- JSON
  spent  TEXT                   -- UTC; pressed, or its message was rewritten
) STRICT, WITHOUT ROWID;

CREATE INDEX button_outbox ON button (outbox);

CREATE TABLE chat (
  id          INTEGER PRIMARY KEY,
  title       TEXT NOT NULL DEFAULT '',
  unreachable TEXT,             -- UTC; since when
  reason      TEXT,
  moved_to    INTEGER           -- a group that became a supergroup
) STRICT;

CREATE TABLE contact (
  hash      TEXT PRIMARY KEY,  -- hex of SHA-256 over salt and text
  project   INTEGER NOT NULL,
  salt      BLOB,              -- NULL once forgotten, as is the text
  text      TEXT,
  forgotten TEXT,              -- UTC
  CHECK ((forgotten IS NULL) = (text IS NOT NULL)),
  CHECK ((forgotten IS NULL) = (salt IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_project ON contact (project);

CREATE VIEW countable AS
SELECT
  coalesce(signed_on, '') AS signed_on,
  project,
  since,
  until,
  unit,
  host,
  leader,
  CASE
    WHEN coalesce(state ->> '$.agreed.currency', '') = '' THEN 2
    WHEN state ->> '$.agreed.currency' <> 'CNY' THEN 3
    WHEN coalesce(state ->> '$.paid_in.currency', '') IN ('', 'CNY') THEN 0
    ELSE 1
  END AS money,
  agreed,
  paid_in,
  state ->> '$.milestones.talk.done' AS talked_on,
  state ->> '$.milestones.propose.done' AS proposed_on,
  filed_on,
  nullif(min(
    coalesce(recognised_on, '9999'),
    coalesce(CASE
      WHEN filed_on IS NOT NULL THEN (
        SELECT min(value ->> '$.filed') FROM json_each(state, '$.filings') WHERE value ->> '$.returned' IS NULL)
    END, '9999')), '9999') AS filed_by,
  CASE
    WHEN json_array_length(state, '$.filings') > 1 OR state ->> '$.filings[0].returned' IS NOT NULL
    THEN state -> '$.filings'
  END AS filings,
  recognised_on,
  nullif(min(
    coalesce(started_on, '9999'),
    coalesce(completed_on, '9999'),
    coalesce(produced_on, '9999'),
    coalesce(state ->> '$.milestones.capacity.done', '9999')), '9999') AS started_by,
  nullif(min(
    coalesce(completed_on, '9999'),
    coalesce(produced_on, '9999'),
    coalesce(state ->> '$.milestones.capacity.done', '9999')), '9999') AS completed_by,
  nullif(min(
    coalesce(produced_on, '9999'),
    coalesce(state ->> '$.milestones.capacity.done', '9999')), '9999') AS producing_by,
  state ->> '$.milestones.capacity.done' AS capacity_on,
  dropped_on,
  state -> '$.events' AS events,
  state -> '$.tags' AS tags,
  state ->> '$.chain' AS chain,
  name
FROM project_version
WHERE live;

CREATE TABLE counted (
  signed_on     TEXT NOT NULL,    -- '': not signed
  project       INTEGER NOT NULL,
  since         INTEGER NOT NULL, -- from this act
  until         INTEGER NOT NULL DEFAULT 9223372036854775807, -- up to, and without, this one
  unit          INTEGER,
  host          INTEGER,
  leader        INTEGER,
  money         INTEGER NOT NULL, -- which amounts can be added up: figures.Money
  agreed        INTEGER,          -- whole yuan
  paid_in       INTEGER,          -- whole yuan
  talked_on     TEXT,
  proposed_on   TEXT,
  filed_on      TEXT,             -- the first filing
  filed_by      TEXT,             -- filed from then on for good: a filing not given back, or recognised
  filings       TEXT,             -- all as JSON, where one was given back or there are several; else NULL
  recognised_on TEXT,
  started_by    TEXT,             -- a later milestone proves an earlier one,
  completed_by  TEXT,             -- also where its day was never said
  producing_by  TEXT,
  capacity_on   TEXT,
  dropped_on    TEXT,
  events        TEXT,             -- JSON; NULL: none
  tags          TEXT,             -- JSON; NULL: none
  chain         TEXT,             -- the industrial chain
  name          TEXT NOT NULL,
  PRIMARY KEY (signed_on, project, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX counted_now ON counted (
  signed_on, project, unit, host, leader, money, agreed, paid_in, talked_on, proposed_on, filed_on, filed_by, filings,
  recognised_on, started_by, completed_by, producing_by, capacity_on, dropped_on, events, tags, chain, name)
  WHERE until = 9223372036854775807;

CREATE INDEX counted_project ON counted (project, since, until);

CREATE TABLE draft (
  id      INTEGER PRIMARY KEY,
  chat    INTEGER NOT NULL,
  person  INTEGER NOT NULL,
  step    TEXT NOT NULL,        -- what is awaited: confirm, field …
  body    TEXT NOT NULL,        -- JSON
  made    TEXT NOT NULL,        -- UTC
  closed  TEXT                  -- UTC
) STRICT;

CREATE INDEX draft_open ON draft (chat, person, id) WHERE closed IS NULL;

CREATE TABLE event_version (
  event INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES act (number),
  until INTEGER NOT NULL DEFAULT 9223372036854775807,
  state TEXT NOT NULL,
  name  TEXT    AS (state ->> '$.name') STORED,
  held  TEXT    AS (state ->> '$.held') STORED, -- date
  level TEXT    AS (state ->> '$.level') STORED,
  live  INTEGER AS (coalesce(state ->> '$.added', 0) <> 0) STORED,
  PRIMARY KEY (event, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_version_live ON event_version (held, event) WHERE until = 9223372036854775807 AND live;

CREATE TABLE inbox (
  seq       INTEGER PRIMARY KEY,
  update_id INTEGER,           -- Telegram's; NULL: a follow-up of our own
  received  TEXT NOT NULL,     -- UTC
  raw       TEXT NOT NULL,     -- as it came
  state     TEXT NOT NULL CHECK (state IN ('done', 'aside')),
  error     TEXT               -- why it was set aside
) STRICT;

CREATE INDEX inbox_aside ON inbox (seq) WHERE state = 'aside';

CREATE INDEX inbox_update ON inbox (update_id) WHERE update_id IS NOT NULL;

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

CREATE TABLE job (
  name  TEXT PRIMARY KEY,
  since TEXT NOT NULL           -- UTC; nothing before it is due
) STRICT, WITHOUT ROWID;

CREATE TABLE mark (
  name  TEXT PRIMARY KEY,       -- offset, last_poll …
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_version (
  meeting INTEGER NOT NULL,
  since   INTEGER NOT NULL REFERENCES act (number),
  until   INTEGER NOT NULL DEFAULT 9223372036854775807,
  state   TEXT NOT NULL,
  nominal TEXT    AS (nullif(state ->> '$.nominal', '')) STORED,   -- date; NULL: added
  date    TEXT    AS (nullif(state ->> '$.date', '')) STORED,      -- date; NULL: cancelled
  changed INTEGER AS (coalesce(state ->> '$.set', 0)) STORED,
  live    INTEGER AS (coalesce(state ->> '$.set', 0) <> 0) STORED,
  PRIMARY KEY (meeting, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX meeting_version_live ON meeting_version (changed)
  WHERE until = 9223372036854775807 AND live;

CREATE INDEX meeting_version_nominal ON meeting_version (nominal);

CREATE TABLE obstacle_version (
  obstacle INTEGER NOT NULL,
  since    INTEGER NOT NULL REFERENCES act (number),
  until    INTEGER NOT NULL DEFAULT 9223372036854775807,
  state    TEXT NOT NULL,
  project  INTEGER AS (state ->> '$.project') STORED,
  unit     INTEGER AS (coalesce(state ->> '$.unit', 0)) STORED,    -- of who raised it
  due      TEXT    AS (nullif(state ->> '$.due', '')) STORED,      -- date
  closed   INTEGER AS (coalesce(state ->> '$.closed.act', 0) <> 0) STORED,
  live     INTEGER AS (coalesce(state ->> '$.raised', 0) <> 0) STORED,
  PRIMARY KEY (obstacle, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX obstacle_version_live ON obstacle_version (obstacle)
  WHERE until = 9223372036854775807 AND live AND NOT closed;

CREATE INDEX obstacle_version_now ON obstacle_version (project, obstacle)
  WHERE until = 9223372036854775807 AND live;

CREATE TABLE order_version (
  "order" INTEGER NOT NULL,
  since   INTEGER NOT NULL REFERENCES act (number),
  until   INTEGER NOT NULL DEFAULT 9223372036854775807,
  state   TEXT NOT NULL,
  project INTEGER AS (state ->> '$.project') STORED,
  due     TEXT    AS (nullif(state ->> '$.due', '')) STORED,       -- date
  meeting TEXT    AS (nullif(state ->> '$.meeting', '')) STORED,   -- date
  closed  INTEGER AS (coalesce(state ->> '$.closed.act', 0) <> 0) STORED,
  live    INTEGER AS (coalesce(state ->> '$.given', 0) <> 0) STORED,
  PRIMARY KEY ("order", since)
) STRICT, WITHOUT ROWID;

CREATE INDEX order_version_live ON order_version ("order")
  WHERE until = 9223372036854775807 AND live AND NOT closed;

CREATE INDEX order_version_meeting ON order_version (meeting, "order")
  WHERE until = 9223372036854775807 AND live;

CREATE INDEX order_version_now ON order_version (project, "order")
  WHERE until = 9223372036854775807 AND live;

CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  deed       TEXT NOT NULL UNIQUE,
  chat       INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  body       TEXT NOT NULL,     -- the message as JSON
  about_kind TEXT,
  about      INTEGER,
  target     INTEGER REFERENCES outbox (id), -- the message that an edit changes
  priority   INTEGER NOT NULL,
  not_before TEXT NOT NULL,     -- UTC
  state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'replaced', 'expired')),
  attempts   INTEGER NOT NULL DEFAULT 0,
  part       INTEGER NOT NULL DEFAULT 0, -- of a text too long for one message: how many parts have been sent
  doubts     INTEGER NOT NULL DEFAULT 0, -- times it was sent again not knowing whether it had arrived
  queued     TEXT NOT NULL,     -- UTC
  sent       TEXT,              -- UTC
  message_id INTEGER,           -- Telegram's, in the chat
  error      TEXT
) STRICT;

CREATE INDEX outbox_chat ON outbox (chat, id) WHERE state IN ('queued', 'sending');

CREATE INDEX outbox_doubtful ON outbox (id) WHERE doubts > 0;

CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';

CREATE INDEX outbox_message ON outbox (chat, message_id) WHERE message_id IS NOT NULL;

CREATE INDEX outbox_queue ON outbox (id) WHERE state IN ('queued', 'sending');

CREATE INDEX outbox_target ON outbox (target) WHERE target IS NOT NULL;

CREATE TABLE outbox_part (
  chat       INTEGER NOT NULL,
  message_id INTEGER NOT NULL, -- Telegram's
  outbox     INTEGER NOT NULL REFERENCES outbox (id),
  PRIMARY KEY (chat, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_version (
  person  INTEGER NOT NULL,
  since   INTEGER NOT NULL REFERENCES act (number),
  until   INTEGER NOT NULL DEFAULT 9223372036854775807,
  state   TEXT NOT NULL,
  name    TEXT    AS (state ->> '$.name') STORED,
  unit    INTEGER AS (state ->> '$.unit') STORED,
  role    TEXT    AS (state ->> '$.role') STORED,
  account INTEGER AS (nullif(state ->> '$.account', 0)) STORED, -- Telegram user id
  live    INTEGER AS (coalesce(state ->> '$.added', 0) <> 0 AND coalesce(state ->> '$.left', '') = '') STORED,
  PRIMARY KEY (person, since)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX person_version_account ON person_version (account) WHERE until = 9223372036854775807 AND live AND account IS NOT NULL;

CREATE INDEX person_version_gone ON person_version (account, since) WHERE until = 9223372036854775807 AND NOT live;

CREATE INDEX person_version_live ON person_version (person) WHERE until = 9223372036854775807 AND live;

CREATE TABLE project_version (
  project       INTEGER NOT NULL,
  since         INTEGER NOT NULL REFERENCES act (number),
  until         INTEGER NOT NULL DEFAULT 9223372036854775807,
  state         TEXT NOT NULL,
  name          TEXT    AS (state ->> '$.name') STORED,
  live          INTEGER AS (coalesce(state ->> '$.opened', 0) <> 0 AND coalesce(state ->> '$.merged_into', 0) = 0) STORED,
  dropped_on    TEXT    AS (nullif(state ->> '$.dropped.on', '')) STORED,
  unit          INTEGER AS (state ->> '$.unit') STORED,
  host          INTEGER AS (coalesce(state ->> '$.host', state ->> '$.unit')) STORED,
  leader        INTEGER AS (state ->> '$.leader') STORED,
  agreed        INTEGER AS (CASE WHEN state ->> '$.agreed.currency' = 'CNY' THEN state ->> '$.agreed.units' END) STORED, -- whole yuan
  paid_in       INTEGER AS (CASE WHEN state ->> '$.paid_in.currency' = 'CNY' THEN state ->> '$.paid_in.units' END) STORED, -- whole yuan
  signed_on     TEXT    AS (state ->> '$.milestones.sign.done') STORED,
  filed_on      TEXT    AS (state ->> '$.filings[0].filed') STORED,
  recognised_on TEXT    AS (state ->> '$.milestones.recognise.done') STORED,
  started_on    TEXT    AS (state ->> '$.milestones.start.done') STORED,
  completed_on  TEXT    AS (state ->> '$.milestones.finish.done') STORED,
  produced_on   TEXT    AS (state ->> '$.milestones.produce.done') STORED,
  reported_at   TEXT    AS (state ->> '$.reported') STORED,
  PRIMARY KEY (project, since)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER counted_from_version AFTER INSERT ON project_version
BEGIN
  UPDATE counted
  SET until = NEW.since
  WHERE project = NEW.project AND until = 9223372036854775807 AND NOT EXISTS (
    SELECT 1
    FROM countable AS v
    WHERE v.project = NEW.project AND v.since = NEW.since AND (
      v.signed_on, v.unit, v.host, v.leader, v.money, v.agreed, v.paid_in, v.talked_on, v.proposed_on, v.filed_on,
      v.filed_by, v.filings, v.recognised_on, v.started_by, v.completed_by, v.producing_by, v.capacity_on,
      v.dropped_on, v.events, v.tags, v.chain, v.name
    ) IS (
      counted.signed_on, counted.unit, counted.host, counted.leader, counted.money, counted.agreed, counted.paid_in,
      counted.talked_on, counted.proposed_on, counted.filed_on, counted.filed_by, counted.filings,
      counted.recognised_on, counted.started_by, counted.completed_by, counted.producing_by, counted.capacity_on,
      counted.dropped_on, counted.events, counted.tags, counted.chain, counted.name));
  INSERT INTO counted
  SELECT *
  FROM countable
  WHERE project = NEW.project AND since = NEW.since AND NOT EXISTS (
    SELECT 1 FROM counted WHERE project = NEW.project AND until = 9223372036854775807);
END;

CREATE TRIGGER counted_without_version AFTER DELETE ON project_version
BEGIN
  DELETE FROM counted WHERE project = OLD.project;
END;

CREATE INDEX project_version_host ON project_version (host, project) WHERE until = 9223372036854775807;

CREATE INDEX project_version_live ON project_version (project) WHERE until = 9223372036854775807 AND live;

CREATE INDEX project_version_now ON project_version (unit, project) WHERE until = 9223372036854775807;

CREATE TABLE run (
  job     TEXT NOT NULL,
  due     TEXT NOT NULL,        -- UTC
  ran     TEXT NOT NULL,        -- UTC
  outcome TEXT NOT NULL CHECK (outcome IN ('ran', 'late', 'expired')),
  PRIMARY KEY (job, due)
) STRICT, WITHOUT ROWID;

CREATE TABLE said (
  chat       INTEGER NOT NULL,
  message_id INTEGER NOT NULL, -- Telegram's
  grp        INTEGER NOT NULL REFERENCES act (number),
  PRIMARY KEY (chat, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting_version (
  setting INTEGER NOT NULL,
  since   INTEGER NOT NULL REFERENCES act (number),
  until   INTEGER NOT NULL DEFAULT 9223372036854775807,
  state   TEXT NOT NULL,
  name    TEXT AS (state ->> '$.name') STORED,
  value   TEXT AS (state ->> '$.value') STORED,
  PRIMARY KEY (setting, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX setting_version_name ON setting_version (name, since);

CREATE TABLE shown (
  chat    INTEGER NOT NULL,
  project INTEGER NOT NULL,
  seen    INTEGER NOT NULL,
  PRIMARY KEY (chat, project)
) STRICT, WITHOUT ROWID;

CREATE TABLE target_version (
  target  INTEGER NOT NULL,
  since   INTEGER NOT NULL REFERENCES act (number),
  until   INTEGER NOT NULL DEFAULT 9223372036854775807,
  state   TEXT NOT NULL,
  year    INTEGER AS (state ->> '$.year') STORED,
  scope   TEXT    AS (state ->> '$.scope') STORED,
  unit    INTEGER AS (coalesce(state ->> '$.unit', 0)) STORED,
  event   INTEGER AS (coalesce(state ->> '$.event', 0)) STORED,
  measure TEXT    AS (state ->> '$.measure') STORED,
  value   INTEGER AS (state ->> '$.value') STORED,
  live    INTEGER AS (coalesce(state ->> '$.set', 0) <> 0) STORED,
  PRIMARY KEY (target, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX target_version_live ON target_version (unit, event) WHERE until = 9223372036854775807 AND live;

CREATE INDEX target_version_year ON target_version (year, scope, unit, event, measure, since);

CREATE TABLE unit_version (
  unit  INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES act (number),
  until INTEGER NOT NULL DEFAULT 9223372036854775807,
  state TEXT NOT NULL,
  name  TEXT    AS (state ->> '$.name') STORED,
  kind  TEXT    AS (state ->> '$.kind') STORED,
  live  INTEGER AS (coalesce(state ->> '$.added', 0) <> 0) STORED,
  PRIMARY KEY (unit, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_version_live ON unit_version (unit) WHERE until = 9223372036854775807 AND live;

CREATE TABLE visit_version (
  visit INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES act (number),
  until INTEGER NOT NULL DEFAULT 9223372036854775807,
  state TEXT NOT NULL,
  unit  INTEGER AS (coalesce(state ->> '$.unit', 0)) STORED,
  made  TEXT    AS (state ->> '$.on') STORED,                      -- date
  live  INTEGER AS (coalesce(state ->> '$.told', 0) <> 0) STORED,
  PRIMARY KEY (visit, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_version_live ON visit_version (unit, made, visit)
  WHERE until = 9223372036854775807 AND live;

CREATE TABLE wanted_file (
  id       INTEGER PRIMARY KEY,
  file_id  TEXT NOT NULL,       -- Telegram's
  name     TEXT NOT NULL,
  mime     TEXT NOT NULL,
  size     INTEGER NOT NULL,    -- bytes, as announced
  follow   TEXT NOT NULL,       -- JSON of the follow-up update
  state    TEXT NOT NULL CHECK (state IN ('wanted', 'got', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before TEXT NOT NULL,     -- UTC
  blob     INTEGER REFERENCES blob (id) ON DELETE SET NULL,
  error    TEXT
) STRICT;

CREATE INDEX wanted_file_blob ON wanted_file (blob) WHERE blob IS NOT NULL;

CREATE INDEX wanted_file_open ON wanted_file (not_before) WHERE state = 'wanted';

CREATE TABLE wanted_picture (
  id   INTEGER PRIMARY KEY,
  deed TEXT NOT NULL UNIQUE, -- of the message that will show it
  spec TEXT NOT NULL,        -- JSON: what it shows, and for whom
  made TEXT                  -- UTC; NULL: it waits
) STRICT;

CREATE INDEX wanted_picture_waiting ON wanted_picture (id) WHERE made IS NULL;
