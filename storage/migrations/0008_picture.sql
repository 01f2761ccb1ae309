-- Pictures and workbooks that are to be made outside a write transaction, and
-- sent when they are there.
CREATE TABLE wanted_picture (
  id   INTEGER PRIMARY KEY,
  deed TEXT NOT NULL UNIQUE, -- of the message that will show it
  spec TEXT NOT NULL,        -- JSON: what it shows, and for whom
  made TEXT                  -- UTC; NULL: it waits
) STRICT;
CREATE INDEX wanted_picture_waiting ON wanted_picture (id) WHERE made IS NULL;
