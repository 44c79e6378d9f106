-- The state of a crawl: what is known, what is to be done, what was kept and where.
-- Times are milliseconds since 1970 in UTC; what has no value yet is null.

CREATE TABLE run (
    id       INTEGER PRIMARY KEY,
    began    INTEGER NOT NULL,
    -- Null while it goes on, and after it was interrupted or killed: such a run is continued.
    ended    INTEGER
) STRICT;

-- The scope that a site had when its links were last looked at.
CREATE TABLE site (
    name  TEXT PRIMARY KEY,
    scope TEXT NOT NULL
) STRICT;

CREATE TABLE url (
    id            INTEGER PRIMARY KEY,
    url           TEXT    NOT NULL UNIQUE,
    -- Scheme, host and port: what robots.txt and the pace are kept for.
    origin        TEXT    NOT NULL,
    site          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    -- Links from an entry page; redirects, or indexes of sitemaps within each other, since the last other link.
    depth         INTEGER NOT NULL,
    hops          INTEGER NOT NULL,
    -- Entries (start pages, feeds, sitemaps) are due in every run.
    is_entry      INTEGER NOT NULL,
    -- The page that it was found on.
    via           INTEGER REFERENCES url (id),
    state         TEXT    NOT NULL,
    priority      INTEGER NOT NULL,
    reason        TEXT,
    attempts      INTEGER NOT NULL DEFAULT 0,
    not_before    INTEGER NOT NULL DEFAULT 0,
    -- When it is to be asked for again, and after how long a pause.
    due           INTEGER,
    pause         INTEGER,
    -- Whether its links are to be read once more, because it turned out to be nearer to an entry than was thought.
    is_nearer     INTEGER NOT NULL DEFAULT 0,
    -- The last answer: when, and what is known of its body.
    fetched       INTEGER,
    content       INTEGER,
    etag          TEXT,
    last_modified TEXT,
    -- The record that a revisit refers to.
    status        INTEGER,
    location      TEXT,
    digest        TEXT,
    record_id     TEXT,
    recorded      INTEGER
) STRICT;

CREATE INDEX url_queued ON url (origin, priority, id) WHERE state = 'queued';
CREATE INDEX url_due ON url (due) WHERE state <> 'queued';
CREATE INDEX url_nearer ON url (id) WHERE is_nearer = 1;

CREATE TABLE host (
    origin  TEXT    PRIMARY KEY,
    -- The pace: when the next request may begin.
    next    INTEGER NOT NULL,
    -- robots.txt: when it was asked for, and what it said; an empty one allows everything.
    asked   INTEGER,
    robots  BLOB
) STRICT;

CREATE TABLE warc (
    number    INTEGER PRIMARY KEY,
    -- What of the file counts; what lies beyond is cut off when it is opened.
    committed INTEGER NOT NULL,
    -- Whether the index beside it has all of that.
    is_indexed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row for each response and revisit that was kept, in the order in which they were kept.
CREATE TABLE response (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    url        INTEGER NOT NULL REFERENCES url (id),
    run        INTEGER NOT NULL REFERENCES run (id),
    fetched    INTEGER NOT NULL,
    status     INTEGER NOT NULL,
    media_type TEXT,
    is_revisit INTEGER NOT NULL,
    digest     TEXT    NOT NULL,
    record_id  TEXT    NOT NULL,
    warc       INTEGER NOT NULL REFERENCES warc (number),
    offset     INTEGER NOT NULL,
    length     INTEGER NOT NULL
) STRICT;

CREATE INDEX response_warc ON response (warc);
CREATE INDEX response_url ON response (url, id);
