-- The ledger of a run's records: how far the stored answers have been read, what of each file counts, which articles are
-- known. Times are milliseconds since 1970 in UTC; what has no value yet is null.

-- One row: the last answer that was read, and the id of its record, by which another crawl's state is told from this one's.
CREATE TABLE mark (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    mark      INTEGER NOT NULL,
    record_id TEXT
) STRICT;
INSERT INTO mark (one, mark) VALUES (1, 0);

-- The files of records and of skips: what of each counts. What lies beyond is cut off when the ledger is opened.
CREATE TABLE file (
    name      TEXT    PRIMARY KEY,
    committed INTEGER NOT NULL
) STRICT;

-- An address that shows an article.
CREATE TABLE article (
    id          INTEGER PRIMARY KEY,
    url         TEXT    NOT NULL UNIQUE,
    -- The site of the configuration, and the document's own.
    site        TEXT    NOT NULL,
    named       TEXT,
    -- The newest version: its number, document and title.
    version     INTEGER NOT NULL,
    document    TEXT    NOT NULL,
    title       TEXT,
    -- What it can claim to be the first by.
    day         TEXT    NOT NULL,
    is_credited INTEGER NOT NULL,
    -- The article that it is a reprint of, and how much the two have in common.
    origin      INTEGER REFERENCES article (id),
    likeness    REAL
) STRICT;
CREATE INDEX article_origin ON article (origin) WHERE origin IS NOT NULL;

-- What the newest versions of articles are compared by.
CREATE TABLE sketch (
    id        INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES article (id),
    signature BLOB    NOT NULL,
    specifics BLOB    NOT NULL
) STRICT;
CREATE INDEX sketch_article ON sketch (article);
CREATE TABLE band (
    band   INTEGER NOT NULL,
    sketch INTEGER NOT NULL,
    PRIMARY KEY (band, sketch)
) STRICT, WITHOUT ROWID;

CREATE TABLE night (
    id    INTEGER PRIMARY KEY,
    began INTEGER NOT NULL,
    -- Null while it goes on, and after it was interrupted or killed: such a night is continued.
    ended INTEGER
) STRICT;

-- What was counted of a site in a night.
CREATE TABLE tally (
    night INTEGER NOT NULL REFERENCES night (id),
    site  TEXT    NOT NULL,
    what  TEXT    NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (night, site, what)
) STRICT, WITHOUT ROWID;

-- The night up to which a site's history does not count, for the operator said that what is new is right.
CREATE TABLE accepted (
    site  TEXT    PRIMARY KEY,
    night INTEGER NOT NULL
) STRICT;
