-- Files that articles were taken out of, by their hash: the same file again costs that hash alone.
CREATE TABLE coopdb.known_inputs (
    input_hash TEXT NOT NULL,
    revision_id BIGINT NOT NULL,
    CONSTRAINT known_inputs_pkey PRIMARY KEY (input_hash),
    CONSTRAINT known_inputs_revision_id_fkey FOREIGN KEY(revision_id) REFERENCES coopdb.article_revisions (revision_id) ON DELETE CASCADE
);
CREATE INDEX known_inputs_revision_id_idx ON coopdb.known_inputs (revision_id);
COMMENT ON TABLE coopdb.known_inputs IS 'The hash of a file that a state of an article was taken out of: the same file need not be taken apart again';
