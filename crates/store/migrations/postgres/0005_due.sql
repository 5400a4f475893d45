-- What is to be done with cases of people: on which list, by when, from when until when. Whose case it is of, and which,
-- stands in a row hidden. Rows are intervals: a list is read at a moment, and nothing is written because time passes.
CREATE TABLE due (
    shelf BYTEA NOT NULL,
    at BIGINT NOT NULL,
    place BYTEA NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    what BYTEA NOT NULL,
    PRIMARY KEY (shelf, at, place)
);
