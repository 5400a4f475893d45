-- The journal: never updated, never deleted from.
CREATE TABLE fact (
    seq INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL,
    link BLOB NOT NULL
) STRICT;

-- The end of the chain. Locked by whoever appends; a journal cut short disagrees with it.
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    origin BLOB NOT NULL,
    seq INTEGER NOT NULL,
    tip BLOB NOT NULL
) STRICT;

-- From here to the outbox: derived from facts, dropped and rebuilt at will.
CREATE TABLE receipt (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE instance (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

-- A person's number is that of the fact that registered them: rows of one group lie together, and so do their
-- facets, which random ids would scatter over the whole index.
CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    controller TEXT NOT NULL,
    office TEXT NOT NULL,
    version INTEGER NOT NULL,
    synthetic INTEGER NOT NULL,
    household BLOB,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX person_by_office ON person (controller, office, number);
CREATE INDEX person_by_household ON person (household) WHERE household IS NOT NULL;

CREATE TABLE facet (
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (field, value, number)
) STRICT, WITHOUT ROWID;

-- Which fields are facets: those the schema in force says.
CREATE TABLE facet_field (
    name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE blind (
    token BLOB NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (token, number)
) STRICT, WITHOUT ROWID;

-- What others are still to be told; written in the transaction of the facts it speaks of.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    about BLOB NOT NULL,
    seq INTEGER NOT NULL
) STRICT;

-- Operational: no facts, not rebuilt. Subjects whose rows are gone and whose keys are still to go, each with the
-- fact that says so: what a crash in the middle of forgetting leaves to be finished.
CREATE TABLE forgetting (
    subject TEXT PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    name TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    failures INTEGER NOT NULL,
    failed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account);
