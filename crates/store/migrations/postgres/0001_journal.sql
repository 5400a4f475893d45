-- The journal: never updated, never deleted from.
CREATE TABLE fact (
    seq BIGINT PRIMARY KEY,
    sealed BYTEA NOT NULL,
    link BYTEA NOT NULL
);

-- The end of the chain. Locked by whoever appends; a journal cut short disagrees with it.
CREATE TABLE head (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    origin BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    tip BYTEA NOT NULL
);

-- From here to the outbox: derived from facts, dropped and rebuilt at will.
CREATE TABLE receipt (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);

CREATE TABLE instance (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    seq BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);

-- A person's number is that of the fact that registered them: rows of one group lie together, and so do their
-- facets, which random ids would scatter over the whole index.
CREATE TABLE person (
    number BIGINT PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    controller TEXT NOT NULL,
    office TEXT NOT NULL,
    version BIGINT NOT NULL,
    synthetic BIGINT NOT NULL,
    household BYTEA,
    sealed BYTEA NOT NULL
);
CREATE INDEX person_by_office ON person (controller, office, number);
CREATE INDEX person_by_household ON person (household) WHERE household IS NOT NULL;

CREATE TABLE facet (
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (field, value, number)
);

-- Which fields are facets: those the schema in force says.
CREATE TABLE facet_field (
    name TEXT PRIMARY KEY
);

CREATE TABLE blind (
    token BYTEA NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (token, number)
);

-- What others are still to be told; written in the transaction of the facts it speaks of.
CREATE TABLE outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic TEXT NOT NULL,
    about BYTEA NOT NULL,
    seq BIGINT NOT NULL
);

-- Operational: no facts, not rebuilt. Subjects whose rows are gone and whose keys are still to go, each with the
-- fact that says so: what a crash in the middle of forgetting leaves to be finished.
CREATE TABLE forgetting (
    subject TEXT PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE TABLE account (
    name TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    failures BIGINT NOT NULL,
    failed_at BIGINT NOT NULL
);

CREATE TABLE session (
    token BYTEA PRIMARY KEY,
    account TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account);
