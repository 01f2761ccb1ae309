-- Contacts with their salts. The first form of the table was never written to.

DROP TABLE contact;

-- What can be forgotten on demand: an act holds only its hash.
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
