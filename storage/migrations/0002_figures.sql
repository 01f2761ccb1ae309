-- What figures ask of a version of a project. As before, SQLite reads the
-- columns out of the state: they cannot differ from it.

-- The first filing's return; further filings, of a project filed again, are
-- looked through one by one.
ALTER TABLE project_version ADD COLUMN returned_on TEXT AS (state ->> '$.filings[0].returned');
ALTER TABLE project_version ADD COLUMN refiled TEXT AS (CASE WHEN json_array_length(state, '$.filings') > 1 THEN state -> '$.filings' END);

-- A later milestone proves the earlier one, also where its day was never said.
ALTER TABLE project_version ADD COLUMN producing_by TEXT AS (nullif(min(
  coalesce(state ->> '$.milestones.produce.done', '9999'),
  coalesce(state ->> '$.milestones.capacity.done', '9999')), '9999'));
ALTER TABLE project_version ADD COLUMN completed_by TEXT AS (nullif(min(
  coalesce(state ->> '$.milestones.finish.done', '9999'),
  coalesce(state ->> '$.milestones.produce.done', '9999'),
  coalesce(state ->> '$.milestones.capacity.done', '9999')), '9999'));
ALTER TABLE project_version ADD COLUMN started_by TEXT AS (nullif(min(
  coalesce(state ->> '$.milestones.start.done', '9999'),
  coalesce(state ->> '$.milestones.finish.done', '9999'),
  coalesce(state ->> '$.milestones.produce.done', '9999'),
  coalesce(state ->> '$.milestones.capacity.done', '9999')), '9999'));

-- Which amounts can be added up: figures.Money.
ALTER TABLE project_version ADD COLUMN money INTEGER AS (CASE
  WHEN coalesce(state ->> '$.agreed.currency', '') = '' THEN 2
  WHEN state ->> '$.agreed.currency' <> 'CNY' THEN 3
  WHEN coalesce(state ->> '$.paid_in.currency', '') IN ('', 'CNY') THEN 0
  ELSE 1 END);

ALTER TABLE project_version ADD COLUMN events TEXT AS (state -> '$.events');
ALTER TABLE project_version ADD COLUMN tags TEXT AS (state -> '$.tags');

-- One figure reads nothing but one of these two, as it is asked of now or of then.
CREATE INDEX project_version_figure_now ON project_version (
  signed_on, filed_on, returned_on, refiled, recognised_on, started_by, completed_by, producing_by, dropped_on,
  money, agreed, paid_in, unit, host, leader, events, tags, project)
  WHERE until = 9223372036854775807 AND live;
CREATE INDEX project_version_figure_then ON project_version (
  signed_on, until, since, filed_on, returned_on, refiled, recognised_on, started_by, completed_by, producing_by, dropped_on,
  money, agreed, paid_in, unit, host, leader, events, tags, project)
  WHERE live AND signed_on IS NOT NULL;

-- The act that was the last at an instant.
CREATE INDEX act_said ON act (said, number);
