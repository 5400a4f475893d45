-- The second version: rows show how many there are and how large, not whose they are. Numbers, tokens and places are
-- keyed hashes, everything else is sealed and bound to where it lies. Derived rows are made anew when it is opened.
DROP TABLE receipt;
DROP TABLE instance;
DROP TABLE person;
DROP TABLE facet;
DROP TABLE facet_field;
DROP TABLE blind;
DROP TABLE outbox;
DROP TABLE forgetting;
DROP TABLE session;
ALTER TABLE account RENAME TO account_first;

-- Of the instance's view: the last fact that changed it, and a keyed sum over its parts. Of the outbox: its last number.
-- The mark is over all of the row.
ALTER TABLE head ADD COLUMN instance_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE head ADD COLUMN instance_sum BLOB NOT NULL DEFAULT x'';
ALTER TABLE head ADD COLUMN mark BLOB NOT NULL DEFAULT x'';
ALTER TABLE head ADD COLUMN told INTEGER NOT NULL DEFAULT 0;

-- From here to the outbox: derived from facts, dropped and rebuilt at will.
CREATE TABLE receipt (
    token BLOB PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE instance (
    place BLOB PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Files of packs, once by their hash.
CREATE TABLE pack_file (
    place BLOB PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    who BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

-- By what rows are found and who may see them: words of names, phones, documents, ids of registers, households, facets,
-- controllers and offices, all alike.
CREATE TABLE token (
    token BLOB NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (token, number)
) STRICT, WITHOUT ROWID;

-- Which facts say that somebody's sealed fields were read.
CREATE TABLE read_log (
    token BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (token, seq)
) STRICT, WITHOUT ROWID;

-- By which rules the rows of people were derived.
CREATE TABLE derived (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    rules BLOB NOT NULL
) STRICT;

-- What others are still to be told, and how far each of them is; written in the transaction of the facts it speaks of.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE consumer (
    name TEXT PRIMARY KEY,
    done INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Operational: no facts, not rebuilt. Credentials, sessions, and what a crash in the middle of forgetting leaves to be
-- finished.
CREATE TABLE beside (
    kind TEXT NOT NULL,
    place BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (kind, place)
) STRICT, WITHOUT ROWID;

-- Failed attempts to sign in, counted in one step.
CREATE TABLE attempt (
    place BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
