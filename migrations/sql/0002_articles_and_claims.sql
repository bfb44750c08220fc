-- Articles as given, their readings, and every claim that a reading makes.

CREATE TABLE coopdb.articles (
    article_id BIGINT GENERATED ALWAYS AS IDENTITY,
    identity TEXT NOT NULL,
    article_key TEXT NOT NULL,
    found_at TEXT,
    first_loaded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT articles_pkey PRIMARY KEY (article_id),
    CONSTRAINT articles_identity_key UNIQUE (identity),
    CONSTRAINT articles_article_key_key UNIQUE (article_key)
);
COMMENT ON TABLE coopdb.articles IS 'An article, known by its feed''s id or url, else by the hash of its content';

CREATE TABLE coopdb.corrections (
    claim_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    corrected_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    corrected_on DATE NOT NULL,
    CONSTRAINT corrections_pkey PRIMARY KEY (claim_id, field)
);
COMMENT ON TABLE coopdb.corrections IS 'What a person corrected: which claim, what, who, why, when; the file is the truth, this its copy';

CREATE TABLE coopdb.load_runs (
    run_id BIGINT GENERATED ALWAYS AS IDENTITY,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    what TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    lexicon_hash TEXT NOT NULL,
    n_inserted INTEGER DEFAULT '0' NOT NULL,
    n_revised INTEGER DEFAULT '0' NOT NULL,
    n_unchanged INTEGER DEFAULT '0' NOT NULL,
    n_reread INTEGER DEFAULT '0' NOT NULL,
    n_rejected INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT load_runs_pkey PRIMARY KEY (run_id)
);
COMMENT ON TABLE coopdb.load_runs IS 'Every run of a load: when, with which reader and lexicon, and what came of it';

CREATE TABLE coopdb.article_revisions (
    revision_id BIGINT GENERATED ALWAYS AS IDENTITY,
    article_id BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    source_date DATE,
    content TEXT NOT NULL,
    given_title TEXT,
    given_publisher TEXT,
    given_author TEXT,
    given_published_on DATE,
    found_at TEXT,
    loaded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT article_revisions_pkey PRIMARY KEY (revision_id),
    CONSTRAINT article_revisions_article_id_sha256_key UNIQUE (article_id, sha256),
    CONSTRAINT article_revisions_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.article_revisions IS 'A state of an article''s content; the latest by the source''s own date, then by hash, is current';

CREATE TABLE coopdb.load_run_articles (
    run_id BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    CONSTRAINT load_run_articles_pkey PRIMARY KEY (run_id, article_id),
    CONSTRAINT load_run_articles_run_id_fkey FOREIGN KEY(run_id) REFERENCES coopdb.load_runs (run_id) ON DELETE CASCADE,
    CONSTRAINT load_run_articles_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
CREATE INDEX load_run_articles_article_id_idx ON coopdb.load_run_articles (article_id);
COMMENT ON TABLE coopdb.load_run_articles IS 'What a run did to an article, where it did something';

CREATE TABLE coopdb.rejections (
    rejection_id BIGINT GENERATED ALWAYS AS IDENTITY,
    run_id BIGINT,
    found_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reason TEXT NOT NULL,
    content BYTEA,
    rejected_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT rejections_pkey PRIMARY KEY (rejection_id),
    CONSTRAINT rejections_found_at_sha256_reason_key UNIQUE (found_at, sha256, reason),
    CONSTRAINT rejections_run_id_fkey FOREIGN KEY(run_id) REFERENCES coopdb.load_runs (run_id) ON DELETE SET NULL
);
CREATE INDEX rejections_run_id_idx ON coopdb.rejections (run_id);
COMMENT ON TABLE coopdb.rejections IS 'Input that could not be loaded, kept with the reason';

CREATE TABLE coopdb.readings (
    reading_id BIGINT GENERATED ALWAYS AS IDENTITY,
    article_id BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    reader_version TEXT NOT NULL,
    lexicon_hash TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    author TEXT,
    published_on TEXT,
    published_day DATE,
    language TEXT,
    signature BIGINT[] DEFAULT '{}' NOT NULL,
    n_set_aside INTEGER DEFAULT 0 NOT NULL,
    is_current BOOLEAN DEFAULT false NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (reading_id),
    CONSTRAINT readings_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE,
    CONSTRAINT readings_revision_id_fkey FOREIGN KEY(revision_id) REFERENCES coopdb.article_revisions (revision_id) ON DELETE CASCADE
);
CREATE INDEX readings_article_id_idx ON coopdb.readings (article_id);
CREATE UNIQUE INDEX readings_current_idx ON coopdb.readings (article_id) WHERE is_current;
CREATE INDEX readings_revision_id_idx ON coopdb.readings (revision_id);
COMMENT ON TABLE coopdb.readings IS 'One reading of a revision by one version of the reader with one lexicon';

CREATE TABLE coopdb.claims (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    repetition SMALLINT DEFAULT '0' NOT NULL,
    text TEXT NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT claims_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claims_reading_id_fkey FOREIGN KEY(reading_id) REFERENCES coopdb.readings (reading_id) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claims IS 'Every claim: its kind, its span in the article as given, its sentence and the rule that read it';

CREATE TABLE coopdb.unread_numbers (
    reading_id BIGINT NOT NULL,
    item_no INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT unread_numbers_pkey PRIMARY KEY (reading_id, item_no),
    CONSTRAINT unread_numbers_reading_id_fkey FOREIGN KEY(reading_id) REFERENCES coopdb.readings (reading_id) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.unread_numbers IS 'Numbers that were not understood, with the reason';

CREATE TABLE coopdb.claimed_cooperatives (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    cooperative_id TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    trade TEXT,
    place_code TEXT,
    commune_code TEXT,
    CONSTRAINT claimed_cooperatives_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_cooperatives_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_cooperatives IS 'A cooperative called by its name';

CREATE TABLE coopdb.claimed_dates (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    date_from TEXT,
    date_to TEXT,
    basis TEXT,
    not_before TEXT,
    not_after TEXT,
    weekday TEXT,
    CONSTRAINT claimed_dates_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_dates_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_dates IS 'A date or a span of dates';

CREATE TABLE coopdb.claimed_event_institutions (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    item_no INTEGER NOT NULL,
    role TEXT NOT NULL,
    institution_id TEXT NOT NULL,
    name TEXT,
    CONSTRAINT claimed_event_institutions_pkey PRIMARY KEY (reading_id, claim_no, item_no),
    CONSTRAINT claimed_event_institutions_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_event_institutions IS 'Who organizes, partners or takes part, by the article''s word';

CREATE TABLE coopdb.claimed_event_items (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    item_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    CONSTRAINT claimed_event_items_pkey PRIMARY KEY (reading_id, claim_no, item_no),
    CONSTRAINT claimed_event_items_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_event_items IS 'What happened in an event, by the article''s word';

CREATE TABLE coopdb.claimed_event_people (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    person_no INTEGER NOT NULL,
    CONSTRAINT claimed_event_people_pkey PRIMARY KEY (reading_id, claim_no, person_no),
    CONSTRAINT claimed_event_people_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_event_people IS 'Who took part, by the article''s word';

CREATE TABLE coopdb.claimed_events (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    standing TEXT,
    type TEXT,
    title TEXT,
    date_from TEXT,
    date_to TEXT,
    date_basis TEXT,
    not_before TEXT,
    not_after TEXT,
    weekday TEXT,
    duration_days INTEGER,
    place_code TEXT,
    commune_code TEXT,
    venue TEXT,
    edition INTEGER,
    announced BOOLEAN,
    occasion TEXT,
    slogan TEXT,
    CONSTRAINT claimed_events_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_events_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_events IS 'Something that took place or is announced';

CREATE TABLE coopdb.claimed_figures (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value NUMERIC NOT NULL,
    unit TEXT,
    unit_text TEXT,
    qualifier TEXT,
    status TEXT,
    role TEXT,
    measure TEXT,
    period_from TEXT,
    period_to TEXT,
    place_code TEXT,
    commune_code TEXT,
    programme_id TEXT,
    payer_id TEXT,
    setting TEXT,
    sector TEXT,
    part_of_no INTEGER,
    apart_from_no INTEGER,
    event_no INTEGER,
    attributed_to TEXT,
    beneficiary_unit TEXT,
    beneficiary_count NUMERIC,
    CONSTRAINT claimed_figures_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_figures_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_figures IS 'A number with what it counts and every dimension that the article ties to it';

CREATE TABLE coopdb.claimed_institutions (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    institution_id TEXT NOT NULL,
    name TEXT,
    parent_id TEXT,
    kind TEXT,
    place_code TEXT,
    known BOOLEAN,
    CONSTRAINT claimed_institutions_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_institutions_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_institutions IS 'An institution named';

CREATE TABLE coopdb.claimed_legal_references (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    legal_reference_id TEXT NOT NULL,
    kind TEXT,
    number TEXT,
    issued_on TEXT,
    subject TEXT,
    state TEXT,
    replaces TEXT,
    replaced_by TEXT,
    implements TEXT,
    CONSTRAINT claimed_legal_references_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_legal_references_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_legal_references IS 'A legal text cited';

CREATE TABLE coopdb.claimed_people (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT,
    position TEXT,
    institution_id TEXT,
    institution_name TEXT,
    speaks BOOLEAN,
    role TEXT,
    CONSTRAINT claimed_people_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_people_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_people IS 'A person named';

CREATE TABLE coopdb.claimed_places (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    place_code TEXT,
    commune_code TEXT,
    candidates TEXT[],
    CONSTRAINT claimed_places_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_places_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_places IS 'A place named, or a name that several places share';

CREATE TABLE coopdb.claimed_programmes (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    programme_id TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    parent_id TEXT,
    owner_id TEXT,
    purpose TEXT,
    known BOOLEAN,
    CONSTRAINT claimed_programmes_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT claimed_programmes_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.claimed_programmes IS 'A programme, strategy, competition or digital platform named';
