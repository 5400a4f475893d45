-- What is to be done with cases of people: on which list, by when, from when until when. Whose case it is of, and which,
-- stands in a row hidden. Rows are intervals: a list is read at a moment, and nothing is written because time passes.
CREATE TABLE due (
    shelf BLOB NOT NULL,
    at INTEGER NOT NULL,
    place BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    what BLOB NOT NULL,
    PRIMARY KEY (shelf, at, place)
) STRICT, WITHOUT ROWID;
