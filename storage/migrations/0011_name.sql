-- A project's name stands beside what is counted of it, so that a list reads
-- the same range as its figure does. Looking each name up in the versions cost
-- more than half of a list at 10,000 projects (a page of its own for each), and
-- at 100,000 made it grow faster than the district. What is counted is made
-- again with it, by the replay that follows a migration.

DROP TRIGGER counted_from_version;
DROP TRIGGER counted_without_version;
DROP VIEW countable;
DROP TABLE counted;

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

-- All a figure asks of now, so that it reads nothing else.
CREATE INDEX counted_now ON counted (
  signed_on, project, unit, host, leader, money, agreed, paid_in, talked_on, proposed_on, filed_on, filed_by, filings,
  recognised_on, started_by, completed_by, producing_by, capacity_on, dropped_on, events, tags, chain, name)
  WHERE until = 9223372036854775807;

-- The history of one project.
CREATE INDEX counted_project ON counted (project, since, until);

-- A version as it is counted.
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
