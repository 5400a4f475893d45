-- By what lists of work are counted and narrowed: a keyed word of the pathway, of whether anybody has the case in hand and of
-- whether votes are awaited. The same on one list alone. Rows are made anew from the facts.
DROP TABLE due;

CREATE TABLE due (
    shelf BYTEA NOT NULL,
    at BIGINT NOT NULL,
    place BYTEA NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    what BYTEA NOT NULL,
    facet BYTEA NOT NULL,
    PRIMARY KEY (shelf, at, place)
);
