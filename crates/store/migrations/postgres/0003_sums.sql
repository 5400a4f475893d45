-- Sets of rows (people, reads, each kind of what is kept beside the journal) come to sums that the head bears, sealed. The
-- column `instance_sum` is read once more, when a head without them is brought up to date, and is empty from then on.
ALTER TABLE head ADD COLUMN sums BYTEA NOT NULL DEFAULT '';

-- Failed attempts are rows beside the journal.
DROP TABLE attempt;
