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
ALTER TABLE head ADD COLUMN instance_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE head ADD COLUMN instance_sum BYTEA NOT NULL DEFAULT '';
ALTER TABLE head ADD COLUMN mark BYTEA NOT NULL DEFAULT '';
ALTER TABLE head ADD COLUMN told BIGINT NOT NULL DEFAULT 0;

-- From here to the outbox: derived from facts, dropped and rebuilt at will.
CREATE TABLE receipt (
    token BYTEA PRIMARY KEY,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL
);

CREATE TABLE instance (
    place BYTEA PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- Files of packs, once by their hash.
CREATE TABLE pack_file (
    place BYTEA PRIMARY KEY,
    sealed BYTEA NOT NULL
);

CREATE TABLE person (
    number BIGINT PRIMARY KEY,
    who BYTEA NOT NULL,
    sealed BYTEA NOT NULL
);

-- By what rows are found and who may see them: words of names, phones, documents, ids of registers, households, facets,
-- controllers and offices, all alike.
CREATE TABLE token (
    token BYTEA NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (token, number)
);

-- Which facts say that somebody's sealed fields were read.
CREATE TABLE read_log (
    token BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (token, seq)
);

-- By which rules the rows of people were derived.
CREATE TABLE derived (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    rules BYTEA NOT NULL
);

-- What others are still to be told, and how far each of them is; written in the transaction of the facts it speaks of.
CREATE TABLE outbox (
    id BIGINT PRIMARY KEY,
    sealed BYTEA NOT NULL
);
CREATE TABLE consumer (
    name TEXT PRIMARY KEY,
    done BIGINT NOT NULL
);

-- Operational: no facts, not rebuilt. Credentials, sessions, and what a crash in the middle of forgetting leaves to be
-- finished.
CREATE TABLE beside (
    kind TEXT NOT NULL,
    place BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (kind, place)
);

-- Failed attempts to sign in, counted in one step.
CREATE TABLE attempt (
    place BYTEA PRIMARY KEY,
    failures BIGINT NOT NULL,
    at BIGINT NOT NULL
);
