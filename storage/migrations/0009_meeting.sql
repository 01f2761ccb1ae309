-- Single meetings of the fortnightly review that the office has moved,
-- cancelled or added. Those by the rule are not kept.

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
CREATE INDEX meeting_version_nominal ON meeting_version (nominal);
CREATE INDEX meeting_version_live ON meeting_version (changed)
  WHERE until = 9223372036854775807 AND live;
