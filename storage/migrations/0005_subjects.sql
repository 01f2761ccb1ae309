-- What blocks projects, what leaders have asked for, and visits that came to
-- nothing yet. What is listed of each is little, and found by its index.

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
CREATE INDEX order_version_now ON order_version (project, "order")
  WHERE until = 9223372036854775807 AND live;
CREATE INDEX order_version_meeting ON order_version (meeting, "order")
  WHERE until = 9223372036854775807 AND live;

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
