-- By what lists of work are counted and narrowed: a keyed word of the pathway, of whether anybody has the case in hand and of
-- whether votes are awaited. The same on one list alone. Rows are made anew from the facts.
DROP TABLE due;

CREATE TABLE due (
    shelf BLOB NOT NULL,
    at INTEGER NOT NULL,
    place BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    what BLOB NOT NULL,
    facet BLOB NOT NULL,
    PRIMARY KEY (shelf, at, place)
) STRICT, WITHOUT ROWID;
