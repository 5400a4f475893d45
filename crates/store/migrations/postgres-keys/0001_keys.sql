-- One key per subject and compartment, each wrapped by the instance key, found by a keyed hash: the table alone
-- tells neither who is in it nor who has something in a compartment. Backed up apart from the journal.
CREATE TABLE key (
    slot BYTEA PRIMARY KEY,
    generation BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);

-- Which instance key wraps them, so that an interrupted re-wrapping is finished and not guessed.
CREATE TABLE wrapping (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    generation BIGINT NOT NULL
);
