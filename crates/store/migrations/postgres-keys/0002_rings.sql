-- One ring an owner, wrapped by the instance key, found by a keyed hash. While rings are wrapped anew, those of the
-- generation before live beside those of the next. Keys of the first version are put into rings when it is opened.
CREATE TABLE ring (
    slot BYTEA PRIMARY KEY,
    generation BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX ring_by_generation ON ring (generation, slot);
ALTER TABLE wrapping ADD COLUMN previous BIGINT;
