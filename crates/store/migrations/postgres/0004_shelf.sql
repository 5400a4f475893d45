-- On which shelves records of people stand: those of their kind at an office and at a controller, open or closed, and the
-- one by which a record is found. Whose a record is, and which, stands in a row hidden.
CREATE TABLE shelf (
    shelf BYTEA NOT NULL,
    place BYTEA NOT NULL,
    what BYTEA NOT NULL,
    PRIMARY KEY (shelf, place)
);
