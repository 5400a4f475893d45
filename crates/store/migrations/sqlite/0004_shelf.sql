-- On which shelves records of people stand: those of their kind at an office and at a controller, open or closed, and the
-- one by which a record is found. Whose a record is, and which, stands in a row hidden.
CREATE TABLE shelf (
    shelf BLOB NOT NULL,
    place BLOB NOT NULL,
    what BLOB NOT NULL,
    PRIMARY KEY (shelf, place)
) STRICT, WITHOUT ROWID;
