-- A database as the first version of the program left it, with schema 1. Frozen: do not change it.

PRAGMA user_version = 1;
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

CREATE INDEX act_group ON act (grp);

CREATE INDEX act_kind ON act (kind, number);

CREATE INDEX act_person ON act (person, number);

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
  hash      TEXT PRIMARY KEY,
  project   INTEGER NOT NULL,
  text      TEXT,              -- NULL once forgotten
  forgotten TEXT               -- UTC
) STRICT;

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

CREATE TABLE job (
  name  TEXT PRIMARY KEY,
  since TEXT NOT NULL           -- UTC; nothing before it is due
) STRICT, WITHOUT ROWID;

CREATE TABLE mark (
  name  TEXT PRIMARY KEY,       -- offset, last_poll …
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE INDEX project_version_now ON project_version (unit, project) WHERE until = 9223372036854775807;

CREATE TABLE run (
  job     TEXT NOT NULL,
  due     TEXT NOT NULL,        -- UTC
  ran     TEXT NOT NULL,        -- UTC
  outcome TEXT NOT NULL CHECK (outcome IN ('ran', 'late', 'expired')),
  PRIMARY KEY (job, due)
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
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (1, 1, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'unit.added', 1, X'7B226E616D65223A22E6B2B3E58FA3E99587222C226B696E64223A22746F776E73686970227D', X'CBA49207590CE78A7F32B176371851AACBB9EC32E95D07C945E92C1E3DD425A5');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (2, 2, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'unit.added', 1, X'7B226E616D65223A22E4B8B4E6B8AFE59BADE58CBA222C226B696E64223A227061726B227D', X'ED62257351939B397DF95DF44819F8F90AD32DB4689D2C76D0CB4B31EA046EB5');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (3, 3, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'event.added', 1, X'7B226E616D65223A22E4B880E5ADA3E5BAA6E7ADBEE7BAA6E4BC9A222C226C6576656C223A22E5B882E7BAA7222C2268656C64223A22323032362D30322D3130227D', X'683C4347B39D746A14222C7400C6DC3036129468DD81992B665C39F6CD5420E6');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (4, 4, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E5BCA0E4B889222C22756E6974223A312C22726F6C65223A226C696169736F6E227D', X'0A1D3FBE5A9236BA277D2DA4311AE824C08DF719E21BE6C2FD91E8F9D51E1333');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (5, 5, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E69D8EE99587E995BF222C22756E6974223A312C22726F6C65223A2268656164227D', X'0D1B60E4D81349CE3802F525E9EF34C226EC98F4D58DCECFE3E27C0379D196CA');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (6, 6, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E78E8BE589AFE58CBAE995BF222C22726F6C65223A226C6561646572227D', X'4370BE2D133844636DB572BCA57A9EAA4E04B337703B5D4036A54B0FB2850272');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (7, 7, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E99988E4B8BBE4BBBB222C22726F6C65223A226F6666696365227D', X'FA4A804819C5404232C88886279A18DCBCD8A39241BFAEBA7C8D76AC71F3AFD0');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (8, 8, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E591A8E7A791E995BF222C22726F6C65223A226F62736572766572227D', X'422E37E89CA7A08F128B9E63F3AAC6B7FCD2B6F0237E6EC994FF532081839429');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (9, 9, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E5AD99E59B9B222C22756E6974223A322C22726F6C65223A226C696169736F6E227D', X'A9F746ADDCA7132A6F26FB0C841C250B36C6219D17FFD50028663D1ED690C684');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (10, 10, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.added', 1, X'7B226E616D65223A22E590B4E4BA94222C22756E6974223A312C22726F6C65223A226C696169736F6E227D', X'1CB41ED9C98068C92A8DE98F1475BF49759258D29E1883A2AF8B21075FA560F2');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (11, 11, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'person.left', 1, X'7B226F6E223A22323032362D30332D3031227D', X'D2A8E71ACA554B0CB9C990E71C6AFA5994DB1708B73673D31A5B77F0A5144A92');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (12, 12, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'project.opened', 1, X'7B226E616D65223A22E994A6E5B09AE4BA8CE69C9F222C22756E6974223A317D', X'6753BE70F65513F3EBC56CC01A3AA5C79BCB2DD1BC8CED32743BE24FFED5D306');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (13, 13, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'project.opened', 1, X'7B226E616D65223A22E7A6BEE4B8B0E9A39FE59381222C22756E6974223A322C22686F7374223A317D', X'D114E0EC8944E31AE363EBA91D4019DB866DD7A540020B94353E39F663769492');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (14, 14, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'project.opened', 1, X'7B226E616D65223A22E7919EE7A791E794B5E5AD90222C22756E6974223A322C226C6561646572223A367D', X'CA6148E6C61F48BEC15C1797DFDAA5826CEE062587B7FF99DA57E4F152433EAB');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (15, 15, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 0, 'test', 'project.opened', 1, X'7B226E616D65223A22E585B4E4B89AE696B0E69D90E69699222C22756E6974223A327D', X'BDE5C56C2B5E095DDEFC4A5CBB247FA9C45AC94E490227F3ADE434D3D3285EDD');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (16, 16, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.reached', 1, X'7B226D696C6573746F6E65223A227369676E222C226F6E223A22323032362D30322D3031227D', X'5C7E630EFA7A98E3F467866CCB01F83137B4130B89B7CECB1709AE3864B58FA3');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (17, 17, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.reached', 1, X'7B226D696C6573746F6E65223A2266696C65222C226F6E223A22323032362D30322D3034227D', X'4A94B02B81EC8A8172145C374E5212E88C33120BFDF4E88BA50F1F3FD3BFADB3');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (18, 18, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.returned', 1, X'7B226F6E223A22323032362D30322D3036222C22726561736F6E223A22E7BCBAE78EAFE8AF84E689B9E5A48D227D', X'C71644AB213D04F7A6E27FD89B875888FC19FDB2289E6647F5BF8C496AEC8A6E');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (19, 19, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.reached', 1, X'7B226D696C6573746F6E65223A2266696C65222C226F6E223A22323032362D30322D3130227D', X'B57C43D30A40EF5A7FEB8989AB8CA50F1CC2057E81AAADBD76F7AD3F869F58E2');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (20, 20, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.amount', 1, X'7B227768696368223A22616772656564222C22616D6F756E74223A7B2263757272656E6379223A22434E59222C22756E697473223A3330303030303030307D7D', X'BB1C7ECFB189E0046019CB0F5BB536DC0D77DF769E1F595DD4BC51DE3A969A21');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (21, 21, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.planned', 1, X'7B226D696C6573746F6E65223A227374617274222C22746F223A22323032362D30352D3238227D', X'8ED7EF183694E37BCCFB4C3D9BB063B0B2E57D2E05F098DB799C218DA7EEC95F');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (22, 22, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.noted', 1, X'7B2274657874223A22E59C9FE59CB0E68C87E6A087E5BE85E689B9EFBC8CE2809CE58588E8A18CE794A8E59CB0E2809D227D', X'F34E361FDD9AA2BE2EF8695FA4834860B00D06ADA0BA0E7937A394E41526DE56');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (23, 23, 22, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 7, 'update 2/0', 'undone', 1, X'7B22726561736F6E223A22E8AEB0E99499227D', X'CB53507BEB5F8D842A45B46400003D1892B229D03E6B0863B5681DBC02AC73C6');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (24, 24, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.unchanged', 1, X'7B7D', X'45640FAFC034437063E3929366BD8A43FC7A1B28E0D85807D5EDE545A42F9053');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (25, 25, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', '2026-03-03T04:00:00.000Z', 4, 'update 1/0', 'project.put_up', 1, X'7B226576656E74223A337D', X'2CC8207D0E9A0C970320220B7C67A911B5668A4125297CD0C27E0856850FBF2A');
INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash) VALUES (26, 26, NULL, 0, '2026-03-03T04:00:00.000Z', '2026-03-03', NULL, 7, 'update 3/0', 'setting.set', 1, X'7B226E616D65223A22746172676574222C2276616C7565223A223630227D', X'4FAC802E0D0320E90C372E45E50ACFB12C308E6C127286992175A9F47CF9E0C2');
INSERT INTO act_subject (kind, subject, act) VALUES ('unit', 1, 1);
INSERT INTO act_subject (kind, subject, act) VALUES ('unit', 2, 2);
INSERT INTO act_subject (kind, subject, act) VALUES ('event', 3, 3);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 4, 4);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 5, 5);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 6, 6);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 7, 7);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 8, 8);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 9, 9);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 10, 10);
INSERT INTO act_subject (kind, subject, act) VALUES ('person', 10, 11);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 12);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 13, 13);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 14, 14);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 15, 15);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 16);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 17);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 18);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 19);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 20);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 21);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 22);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 23);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 24);
INSERT INTO act_subject (kind, subject, act) VALUES ('project', 12, 25);
INSERT INTO act_subject (kind, subject, act) VALUES ('setting', 26, 26);
INSERT INTO project_version (project, since, until, state) VALUES (12, 12, 16, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 16, 17, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"milestones":{"sign":{"done":"2026-02-01"}},"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 17, 18, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"milestones":{"file":{"done":"2026-02-04"},"sign":{"done":"2026-02-01"}},"filings":[{"filed":"2026-02-04"}],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 18, 19, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"milestones":{"file":{"done":"2026-02-04"},"sign":{"done":"2026-02-01"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"}],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 19, 20, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 20, 21, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"agreed":{"currency":"CNY","units":300000000},"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 21, 22, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"agreed":{"currency":"CNY","units":300000000},"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"},"start":{"to":"2026-05-28"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 22, 23, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"agreed":{"currency":"CNY","units":300000000},"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"},"start":{"to":"2026-05-28"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"note":"土地指标待批，“先行用地”","reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 23, 24, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"agreed":{"currency":"CNY","units":300000000},"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"},"start":{"to":"2026-05-28"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 24, 25, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"agreed":{"currency":"CNY","units":300000000},"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"},"start":{"to":"2026-05-28"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"reported":"2026-03-03T04:00:00Z","unchanged":1}');
INSERT INTO project_version (project, since, until, state) VALUES (12, 25, 9223372036854775807, '{"id":12,"opened":12,"name":"锦尚二期","unit":1,"agreed":{"currency":"CNY","units":300000000},"milestones":{"file":{"done":"2026-02-10"},"sign":{"done":"2026-02-01"},"start":{"to":"2026-05-28"}},"filings":[{"filed":"2026-02-04","returned":"2026-02-06"},{"filed":"2026-02-10"}],"events":[3],"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (13, 13, 9223372036854775807, '{"id":13,"opened":13,"name":"禾丰食品","unit":2,"host":1,"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (14, 14, 9223372036854775807, '{"id":14,"opened":14,"name":"瑞科电子","unit":2,"leader":6,"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO project_version (project, since, until, state) VALUES (15, 15, 9223372036854775807, '{"id":15,"opened":15,"name":"兴业新材料","unit":2,"reported":"2026-03-03T04:00:00Z"}');
INSERT INTO person_version (person, since, until, state) VALUES (4, 4, 9223372036854775807, '{"id":4,"added":4,"name":"张三","unit":1,"role":"liaison"}');
INSERT INTO person_version (person, since, until, state) VALUES (5, 5, 9223372036854775807, '{"id":5,"added":5,"name":"李镇长","unit":1,"role":"head"}');
INSERT INTO person_version (person, since, until, state) VALUES (6, 6, 9223372036854775807, '{"id":6,"added":6,"name":"王副区长","role":"leader"}');
INSERT INTO person_version (person, since, until, state) VALUES (7, 7, 9223372036854775807, '{"id":7,"added":7,"name":"陈主任","role":"office"}');
INSERT INTO person_version (person, since, until, state) VALUES (8, 8, 9223372036854775807, '{"id":8,"added":8,"name":"周科长","role":"observer"}');
INSERT INTO person_version (person, since, until, state) VALUES (9, 9, 9223372036854775807, '{"id":9,"added":9,"name":"孙四","unit":2,"role":"liaison"}');
INSERT INTO person_version (person, since, until, state) VALUES (10, 10, 11, '{"id":10,"added":10,"name":"吴五","unit":1,"role":"liaison"}');
INSERT INTO person_version (person, since, until, state) VALUES (10, 11, 9223372036854775807, '{"id":10,"added":10,"name":"吴五","unit":1,"role":"liaison","left":"2026-03-01"}');
INSERT INTO unit_version (unit, since, until, state) VALUES (1, 1, 9223372036854775807, '{"id":1,"added":1,"name":"河口镇","kind":"township"}');
INSERT INTO unit_version (unit, since, until, state) VALUES (2, 2, 9223372036854775807, '{"id":2,"added":2,"name":"临港园区","kind":"park"}');
INSERT INTO event_version (event, since, until, state) VALUES (3, 3, 9223372036854775807, '{"id":3,"added":3,"name":"一季度签约会","level":"市级","held":"2026-02-10"}');
INSERT INTO setting_version (setting, since, until, state) VALUES (26, 26, 9223372036854775807, '{"name":"target","value":"60"}');
