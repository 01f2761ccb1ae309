-- What holds now is a small part of the versions: lists of it read these
-- indexes and not every version there ever was.

CREATE INDEX project_version_live ON project_version (project) WHERE until = 9223372036854775807 AND live;
CREATE INDEX project_version_host ON project_version (host, project) WHERE until = 9223372036854775807;
CREATE INDEX person_version_live ON person_version (person) WHERE until = 9223372036854775807 AND live;
CREATE INDEX unit_version_live ON unit_version (unit) WHERE until = 9223372036854775807 AND live;
CREATE INDEX event_version_live ON event_version (held, event) WHERE until = 9223372036854775807 AND live;
CREATE INDEX target_version_live ON target_version (unit, event) WHERE until = 9223372036854775807 AND live;
