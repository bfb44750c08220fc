-- What the claims amount to, each once.

-- The first and the last day of '2019', '2019-05' or '2019-05-08'; null for what is no such date.
CREATE FUNCTION coopdb.first_day(said text) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN said ~ '^[1-9][0-9]{3}$' THEN make_date(said::int, 1, 1)
        WHEN said ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])$' THEN make_date(left(said, 4)::int, right(said, 2)::int, 1)
        WHEN said ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
            AND right(said, 2)::int <= extract(day FROM
                make_date(left(said, 4)::int, substr(said, 6, 2)::int, 1) + interval '1 month - 1 day')
        THEN make_date(left(said, 4)::int, substr(said, 6, 2)::int, right(said, 2)::int)
    END
$$;
CREATE FUNCTION coopdb.last_day(said text) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE length(said)
        WHEN 4 THEN (coopdb.first_day(said) + interval '1 year - 1 day')::date
        WHEN 7 THEN (coopdb.first_day(said) + interval '1 month - 1 day')::date
        ELSE coopdb.first_day(said)
    END
$$;

-- The step in which a value is given: 1 for 85, 10 for 80, 10000 for 13170000, 0.1 for 34.5.
CREATE FUNCTION coopdb.step_of(value numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN value = 0 THEN 1
        WHEN min_scale(value) > 0 THEN power(10::numeric, -min_scale(value))
        ELSE power(10::numeric, length(trunc(value)::text) - length(rtrim(trunc(value)::text, '0')))
    END
$$;

-- What a value becomes when it is rounded, cut off or rounded up, by one digit, by two, to its first digit:
-- 13.17 million is 13.2, 13.1, 13, 14, 10 and 20 million. Fifteen digits are more than any article rounds.
CREATE FUNCTION coopdb.rounded_forms(value numeric) RETURNS SETOF numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT DISTINCT trim_scale(form)
    FROM (
        SELECT power(10::numeric, digits) AS unit, trunc(value, -digits) AS cut
        FROM generate_series(
            greatest(
                CASE WHEN min_scale(value) > 0 THEN 1 - min_scale(value)
                    ELSE 1 + length(trunc(value)::text) - length(rtrim(trunc(value)::text, '0')) END,
                length(trunc(abs(value))::text) - 16
            ),
            length(trunc(abs(value))::text) - 1
        ) AS digits
    ) AS f
    CROSS JOIN LATERAL (VALUES (f.cut), (f.cut + f.unit)) AS forms (form)
    WHERE form <> value AND form <> 0
$$;

-- Whether a value said with a qualifier may stand for a more exact one: 'over 13 million' for 13.17 million.
-- A plain value does so only where it is large and near, or 10 cooperatives would stand for 12. What it stands for
-- has it among its rounded forms: a million is said of 963,000 and not of 617,000.
CREATE FUNCTION coopdb.stands_for(said numeric, said_step numeric, qualifier text, exact numeric, exact_step numeric)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT said_step > exact_step AND abs(exact - said) < said_step
        AND abs(exact - said) < power(10::numeric, length(trunc(abs(exact))::text) - 1) AND CASE qualifier
        WHEN 'over' THEN exact >= said
        WHEN 'at_least' THEN exact >= said
        WHEN 'under' THEN exact <= said
        WHEN 'at_most' THEN exact <= said
        ELSE (exact >= said OR 2 * (said - exact) <= said_step)
            AND (qualifier = 'about' OR (said >= 1000 AND abs(exact - said) <= said * 0.05))
    END
$$;

-- Whether two words for one dimension can mean the same: equal, or one of them not said.
CREATE FUNCTION coopdb.agree(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT a IS NULL OR b IS NULL OR a = b
$$;

-- The same for periods: 2025 and 2025-12 agree, and so do 'since 2005' and 2005 to 2024.
CREATE FUNCTION coopdb.periods_agree(a_from text, a_to text, b_from text, b_to text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (a_from IS NULL AND a_to IS NULL) OR (b_from IS NULL AND b_to IS NULL)
        OR ((a_from IS NULL OR b_from IS NULL OR starts_with(a_from, b_from) OR starts_with(b_from, a_from))
            AND (a_to IS NULL OR b_to IS NULL OR starts_with(a_to, b_to) OR starts_with(b_to, a_to)))
$$;

-- Whether a programme is another or a part of it.
CREATE FUNCTION coopdb.is_within(part text, whole text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT part = whole OR EXISTS (
        SELECT FROM coopdb.programme_ancestors AS a WHERE a.programme_id = part AND a.ancestor_id = whole
    )
$$;

-- Two programmes agree where one is not said, or is a part of the other: phase 3 of the INDH is the INDH.
CREATE FUNCTION coopdb.programmes_agree(a text, b text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN a IS NULL OR b IS NULL OR a = b THEN true ELSE coopdb.is_within(a, b) OR coopdb.is_within(b, a) END
$$;

-- The purposes of money are told apart less surely than its amount: support, a project's cost, a programme's budget.
CREATE FUNCTION coopdb.measures_agree(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT a IS NULL OR b IS NULL OR a = b OR (
        a IN ('support_to_cooperatives', 'support', 'project_cost', 'investment', 'budget')
        AND b IN ('support_to_cooperatives', 'support', 'project_cost', 'investment', 'budget')
    )
$$;

-- A sum that is called the whole envelope in one place is one payer's in another ('paid').
CREATE FUNCTION coopdb.roles_agree(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT a IS NULL OR b IS NULL OR a = b OR (a, b) IN (('total', 'paid'), ('paid', 'total'))
$$;

CREATE TABLE coopdb.figure_groups (
    group_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    status TEXT NOT NULL,
    setting TEXT NOT NULL,
    sector TEXT NOT NULL,
    place_key TEXT NOT NULL,
    value NUMERIC NOT NULL,
    role TEXT,
    measure TEXT,
    commune_code TEXT,
    period_from TEXT,
    period_to TEXT,
    programme_id TEXT,
    payer_id TEXT,
    step NUMERIC NOT NULL,
    qualifier TEXT NOT NULL,
    fact_group_id TEXT NOT NULL,
    CONSTRAINT figure_groups_pkey PRIMARY KEY (group_id)
);
CREATE INDEX figure_groups_cell_idx ON coopdb.figure_groups (place_key, kind, unit, status, value);
COMMENT ON TABLE coopdb.figure_groups IS 'Figures that are the same in value and in every dimension; a rounded one belongs to another''s fact';

CREATE TABLE coopdb.mention_counts (
    kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    n_articles INTEGER NOT NULL,
    CONSTRAINT mention_counts_pkey PRIMARY KEY (kind, entity_id)
);
CREATE INDEX mention_counts_rank_idx ON coopdb.mention_counts (kind, n_articles DESC);
COMMENT ON TABLE coopdb.mention_counts IS 'In how many articles something is named';

CREATE TABLE coopdb.article_copies (
    article_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    similarity NUMERIC NOT NULL,
    CONSTRAINT article_copies_pkey PRIMARY KEY (article_id, other_id),
    CONSTRAINT article_copies_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE,
    CONSTRAINT article_copies_other_id_fkey FOREIGN KEY(other_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
CREATE INDEX article_copies_other_id_idx ON coopdb.article_copies (other_id);
COMMENT ON TABLE coopdb.article_copies IS 'Pairs of articles of which one copies the other, in both directions';

CREATE TABLE coopdb.article_mentions (
    article_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    CONSTRAINT article_mentions_pkey PRIMARY KEY (article_id, kind, entity_id),
    CONSTRAINT article_mentions_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
CREATE INDEX article_mentions_kind_entity_id_idx ON coopdb.article_mentions (kind, entity_id);
COMMENT ON TABLE coopdb.article_mentions IS 'What each article names, once an article; branches also count for those above them';

CREATE TABLE coopdb.article_sources (
    article_id BIGINT NOT NULL,
    source_key TEXT NOT NULL,
    CONSTRAINT article_sources_pkey PRIMARY KEY (article_id),
    CONSTRAINT article_sources_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
CREATE INDEX article_sources_source_key_idx ON coopdb.article_sources (source_key);
COMMENT ON TABLE coopdb.article_sources IS 'The independent source of each article: copies of one dispatch share it';

CREATE TABLE coopdb.facts (
    fact_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    n_claims INTEGER NOT NULL,
    n_articles INTEGER NOT NULL,
    n_sources INTEGER NOT NULL,
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    chosen_because TEXT NOT NULL,
    is_corrected BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT facts_pkey PRIMARY KEY (fact_id),
    CONSTRAINT facts_counts_check CHECK (n_claims >= n_articles and n_articles >= n_sources and n_sources > 0),
    CONSTRAINT facts_chosen_because_fkey FOREIGN KEY(chosen_because) REFERENCES coopdb.choice_reasons (id)
);
CREATE INDEX facts_kind_idx ON coopdb.facts (kind);
CREATE INDEX facts_reading_id_claim_no_idx ON coopdb.facts (reading_id, claim_no);
COMMENT ON TABLE coopdb.facts IS 'Every fact, with what stands behind it and the claim that gave it its value';

CREATE TABLE coopdb.signature_bands (
    article_id BIGINT NOT NULL,
    band BIGINT NOT NULL,
    CONSTRAINT signature_bands_pkey PRIMARY KEY (article_id, band),
    CONSTRAINT signature_bands_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
CREATE INDEX signature_bands_band_idx ON coopdb.signature_bands (band);
COMMENT ON TABLE coopdb.signature_bands IS 'What copies of one dispatch are looked up by, before their signatures are compared';

CREATE TABLE coopdb.conflicts (
    conflict_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    other_fact_id TEXT,
    reading_id BIGINT,
    claim_no INTEGER,
    value NUMERIC,
    other_value NUMERIC,
    detail TEXT,
    CONSTRAINT conflicts_pkey PRIMARY KEY (conflict_id),
    CONSTRAINT conflicts_reason_fkey FOREIGN KEY(reason) REFERENCES coopdb.conflict_reasons (id),
    CONSTRAINT conflicts_fact_id_fkey FOREIGN KEY(fact_id) REFERENCES coopdb.facts (fact_id) ON DELETE CASCADE,
    CONSTRAINT conflicts_other_fact_id_fkey FOREIGN KEY(other_fact_id) REFERENCES coopdb.facts (fact_id) ON DELETE CASCADE
);
CREATE INDEX conflicts_fact_id_idx ON coopdb.conflicts (fact_id);
CREATE INDEX conflicts_other_fact_id_idx ON coopdb.conflicts (other_fact_id);
CREATE INDEX conflicts_reason_idx ON coopdb.conflicts (reason, fact_id, other_value);
COMMENT ON TABLE coopdb.conflicts IS 'Claims about the same thing that disagree, and checks that fail, each with its reason';

CREATE TABLE coopdb.event_statements (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    article_id BIGINT NOT NULL,
    source_key TEXT NOT NULL,
    type TEXT NOT NULL,
    standing TEXT NOT NULL,
    title TEXT,
    place_code TEXT,
    commune_code TEXT,
    date_from TEXT,
    date_to TEXT,
    occasion TEXT,
    slogan_key TEXT,
    edition INTEGER,
    group_key TEXT NOT NULL,
    fact_id TEXT,
    CONSTRAINT event_statements_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT event_statements_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE,
    CONSTRAINT event_statements_article_id_fkey FOREIGN KEY(article_id) REFERENCES coopdb.articles (article_id) ON DELETE CASCADE
);
CREATE INDEX event_statements_article_id_idx ON coopdb.event_statements (article_id);
CREATE INDEX event_statements_fact_id_idx ON coopdb.event_statements (fact_id);
CREATE INDEX event_statements_group_key_idx ON coopdb.event_statements (group_key);
CREATE INDEX event_statements_slogan_idx ON coopdb.event_statements (slogan_key, type);
CREATE INDEX event_statements_source_key_idx ON coopdb.event_statements (source_key);
COMMENT ON TABLE coopdb.event_statements IS 'Each current claim of an event, with what it is recognized by, and its fact';

CREATE TABLE coopdb.events (
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    standing TEXT NOT NULL,
    title_ar TEXT,
    date_from TEXT,
    date_to TEXT,
    starts_on DATE,
    ends_on DATE,
    duration_days INTEGER,
    date_precision TEXT,
    date_basis TEXT,
    not_before DATE,
    not_after DATE,
    weekday TEXT,
    place_code TEXT,
    commune_code TEXT,
    venue_ar TEXT,
    edition INTEGER,
    is_announced BOOLEAN DEFAULT false NOT NULL,
    occasion TEXT,
    slogan_ar TEXT,
    CONSTRAINT events_pkey PRIMARY KEY (event_id),
    CONSTRAINT events_dates_check CHECK (ends_on >= starts_on),
    CONSTRAINT events_duration_check CHECK (duration_days > 0),
    CONSTRAINT events_event_id_fkey FOREIGN KEY(event_id) REFERENCES coopdb.facts (fact_id) ON DELETE CASCADE,
    CONSTRAINT events_event_type_fkey FOREIGN KEY(event_type) REFERENCES coopdb.event_types (id),
    CONSTRAINT events_standing_fkey FOREIGN KEY(standing) REFERENCES coopdb.event_standings (id),
    CONSTRAINT events_date_precision_fkey FOREIGN KEY(date_precision) REFERENCES coopdb.date_precisions (id),
    CONSTRAINT events_date_basis_fkey FOREIGN KEY(date_basis) REFERENCES coopdb.date_bases (id),
    CONSTRAINT events_place_code_fkey FOREIGN KEY(place_code) REFERENCES coopdb.places (code),
    CONSTRAINT events_commune_code_fkey FOREIGN KEY(commune_code) REFERENCES coopdb.places (code),
    CONSTRAINT events_occasion_fkey FOREIGN KEY(occasion) REFERENCES coopdb.occasions (id)
);
CREATE INDEX events_place_code_idx ON coopdb.events (place_code);
CREATE INDEX events_standing_idx ON coopdb.events (standing DESC, starts_on, event_id);
COMMENT ON TABLE coopdb.events IS 'Events, each once: what, where, when, for what occasion, under what slogan';

CREATE TABLE coopdb.figure_statements (
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    article_id BIGINT NOT NULL,
    source_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    status TEXT NOT NULL,
    setting TEXT NOT NULL,
    sector TEXT NOT NULL,
    place_key TEXT NOT NULL,
    value NUMERIC NOT NULL,
    role TEXT,
    measure TEXT,
    commune_code TEXT,
    period_from TEXT,
    period_to TEXT,
    programme_id TEXT,
    payer_id TEXT,
    said NUMERIC NOT NULL,
    step NUMERIC NOT NULL,
    qualifier TEXT NOT NULL,
    part_of_no INTEGER,
    apart_from_no INTEGER,
    event_no INTEGER,
    attributed_to TEXT,
    beneficiary_unit TEXT,
    beneficiary_count NUMERIC,
    is_corrected BOOLEAN DEFAULT false NOT NULL,
    group_id TEXT NOT NULL,
    fact_id TEXT NOT NULL,
    CONSTRAINT figure_statements_pkey PRIMARY KEY (reading_id, claim_no),
    CONSTRAINT figure_statements_reading_id_claim_no_fkey FOREIGN KEY(reading_id, claim_no) REFERENCES coopdb.claims (reading_id, claim_no) ON DELETE CASCADE
);
CREATE INDEX figure_statements_fact_id_idx ON coopdb.figure_statements (fact_id);
COMMENT ON TABLE coopdb.figure_statements IS 'Each current claim of a figure, corrected and completed from its own article, with its group';

CREATE TABLE coopdb.event_institutions (
    event_id TEXT NOT NULL,
    role TEXT NOT NULL,
    institution_id TEXT NOT NULL,
    n_articles INTEGER NOT NULL,
    CONSTRAINT event_institutions_pkey PRIMARY KEY (event_id, role, institution_id),
    CONSTRAINT event_institutions_event_id_fkey FOREIGN KEY(event_id) REFERENCES coopdb.events (event_id) ON DELETE CASCADE,
    CONSTRAINT event_institutions_role_fkey FOREIGN KEY(role) REFERENCES coopdb.participation_roles (id),
    CONSTRAINT event_institutions_institution_id_fkey FOREIGN KEY(institution_id) REFERENCES coopdb.institutions (id)
);
CREATE INDEX event_institutions_institution_id_idx ON coopdb.event_institutions (institution_id);
COMMENT ON TABLE coopdb.event_institutions IS 'Which institution took part in an event, and as what';

CREATE TABLE coopdb.event_items (
    event_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text_ar TEXT NOT NULL,
    reading_id BIGINT NOT NULL,
    claim_no INTEGER NOT NULL,
    item_no INTEGER NOT NULL,
    CONSTRAINT event_items_pkey PRIMARY KEY (event_id, position),
    CONSTRAINT event_items_event_id_fkey FOREIGN KEY(event_id) REFERENCES coopdb.events (event_id) ON DELETE CASCADE,
    CONSTRAINT event_items_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.item_kinds (id)
);
COMMENT ON TABLE coopdb.event_items IS 'What happened in an event: sessions, topics, recommendations, commitments, results';

CREATE TABLE coopdb.event_people (
    event_id TEXT NOT NULL,
    role TEXT NOT NULL,
    person_id TEXT NOT NULL,
    position_id TEXT,
    speaks BOOLEAN NOT NULL,
    n_articles INTEGER NOT NULL,
    CONSTRAINT event_people_pkey PRIMARY KEY (event_id, role, person_id),
    CONSTRAINT event_people_event_id_fkey FOREIGN KEY(event_id) REFERENCES coopdb.events (event_id) ON DELETE CASCADE,
    CONSTRAINT event_people_role_fkey FOREIGN KEY(role) REFERENCES coopdb.participation_roles (id),
    CONSTRAINT event_people_person_id_fkey FOREIGN KEY(person_id) REFERENCES coopdb.people (id),
    CONSTRAINT event_people_position_id_fkey FOREIGN KEY(position_id) REFERENCES coopdb.positions (id)
);
CREATE INDEX event_people_person_id_idx ON coopdb.event_people (person_id);
COMMENT ON TABLE coopdb.event_people IS 'Who took part in an event, and as what';

CREATE TABLE coopdb.figures (
    fact_id TEXT NOT NULL,
    value NUMERIC NOT NULL,
    unit TEXT NOT NULL,
    value_min NUMERIC,
    value_max NUMERIC,
    qualifier TEXT NOT NULL,
    status TEXT NOT NULL,
    measure TEXT,
    setting TEXT,
    sector TEXT,
    place_code TEXT,
    commune_code TEXT,
    programme_id TEXT,
    period_from TEXT,
    period_to TEXT,
    period_first DATE,
    period_last DATE,
    attributed_to TEXT,
    part_of_id TEXT,
    event_id TEXT,
    kind TEXT NOT NULL,
    CONSTRAINT figures_pkey PRIMARY KEY (fact_id),
    CONSTRAINT figures_bounds_check CHECK (value_max >= value_min),
    CONSTRAINT figures_period_check CHECK (period_last >= period_first),
    CONSTRAINT figures_fact_id_fkey FOREIGN KEY(fact_id) REFERENCES coopdb.facts (fact_id) ON DELETE CASCADE,
    CONSTRAINT figures_unit_fkey FOREIGN KEY(unit) REFERENCES coopdb.units (id),
    CONSTRAINT figures_qualifier_fkey FOREIGN KEY(qualifier) REFERENCES coopdb.qualifiers (id),
    CONSTRAINT figures_status_fkey FOREIGN KEY(status) REFERENCES coopdb.statuses (id),
    CONSTRAINT figures_measure_fkey FOREIGN KEY(measure) REFERENCES coopdb.measures (id),
    CONSTRAINT figures_setting_fkey FOREIGN KEY(setting) REFERENCES coopdb.settings (id),
    CONSTRAINT figures_sector_fkey FOREIGN KEY(sector) REFERENCES coopdb.sectors (id),
    CONSTRAINT figures_place_code_fkey FOREIGN KEY(place_code) REFERENCES coopdb.places (code),
    CONSTRAINT figures_commune_code_fkey FOREIGN KEY(commune_code) REFERENCES coopdb.places (code),
    CONSTRAINT figures_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES coopdb.programmes (id),
    CONSTRAINT figures_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.kinds (id)
);
CREATE INDEX figures_delivered_idx ON coopdb.figures (programme_id, place_code, measure, value DESC) WHERE status = 'reported' AND measure IN ('projects', 'jobs_created', 'jobs', 'beneficiaries', 'cooperatives_supported', 'cooperatives_trained', 'trainings');
CREATE INDEX figures_measure_place_idx ON coopdb.figures (measure, place_code, period_first);
CREATE INDEX figures_part_of_id_idx ON coopdb.figures (part_of_id) WHERE part_of_id IS NOT NULL;
CREATE INDEX figures_programme_id_idx ON coopdb.figures (programme_id) WHERE programme_id IS NOT NULL;
COMMENT ON TABLE coopdb.figures IS 'Any other figure, counted once';

CREATE TABLE coopdb.funding_figures (
    fact_id TEXT NOT NULL,
    value NUMERIC NOT NULL,
    unit TEXT NOT NULL,
    value_min NUMERIC,
    value_max NUMERIC,
    qualifier TEXT NOT NULL,
    status TEXT NOT NULL,
    measure TEXT,
    setting TEXT,
    sector TEXT,
    place_code TEXT,
    commune_code TEXT,
    programme_id TEXT,
    period_from TEXT,
    period_to TEXT,
    period_first DATE,
    period_last DATE,
    attributed_to TEXT,
    part_of_id TEXT,
    event_id TEXT,
    role TEXT,
    payer_id TEXT,
    beneficiary_unit TEXT,
    beneficiary_count NUMERIC,
    step NUMERIC,
    where_code TEXT,
    breadth SMALLINT,
    province_code TEXT,
    region_code TEXT,
    out_because TEXT,
    same_thing TEXT,
    overruled_by_id TEXT,
    counts_toward_total BOOLEAN DEFAULT false NOT NULL,
    counts_toward_region BOOLEAN DEFAULT false NOT NULL,
    counts_toward_province BOOLEAN DEFAULT false NOT NULL,
    counts_toward_payer BOOLEAN DEFAULT false NOT NULL,
    counts_toward_payer_in_province BOOLEAN DEFAULT false NOT NULL,
    counts_anywhere BOOLEAN DEFAULT false NOT NULL,
    not_counted_because TEXT,
    counted_in_id TEXT,
    CONSTRAINT funding_figures_pkey PRIMARY KEY (fact_id),
    CONSTRAINT funding_figures_counting_check CHECK (not counts_toward_total or not_counted_because is null),
    CONSTRAINT funding_figures_bounds_check CHECK (value_max >= value_min),
    CONSTRAINT funding_figures_period_check CHECK (period_last >= period_first),
    CONSTRAINT funding_figures_fact_id_fkey FOREIGN KEY(fact_id) REFERENCES coopdb.facts (fact_id) ON DELETE CASCADE,
    CONSTRAINT funding_figures_unit_fkey FOREIGN KEY(unit) REFERENCES coopdb.units (id),
    CONSTRAINT funding_figures_qualifier_fkey FOREIGN KEY(qualifier) REFERENCES coopdb.qualifiers (id),
    CONSTRAINT funding_figures_status_fkey FOREIGN KEY(status) REFERENCES coopdb.statuses (id),
    CONSTRAINT funding_figures_measure_fkey FOREIGN KEY(measure) REFERENCES coopdb.measures (id),
    CONSTRAINT funding_figures_setting_fkey FOREIGN KEY(setting) REFERENCES coopdb.settings (id),
    CONSTRAINT funding_figures_sector_fkey FOREIGN KEY(sector) REFERENCES coopdb.sectors (id),
    CONSTRAINT funding_figures_place_code_fkey FOREIGN KEY(place_code) REFERENCES coopdb.places (code),
    CONSTRAINT funding_figures_commune_code_fkey FOREIGN KEY(commune_code) REFERENCES coopdb.places (code),
    CONSTRAINT funding_figures_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES coopdb.programmes (id),
    CONSTRAINT funding_figures_role_fkey FOREIGN KEY(role) REFERENCES coopdb.roles (id),
    CONSTRAINT funding_figures_payer_id_fkey FOREIGN KEY(payer_id) REFERENCES coopdb.payers (id),
    CONSTRAINT funding_figures_beneficiary_unit_fkey FOREIGN KEY(beneficiary_unit) REFERENCES coopdb.units (id),
    CONSTRAINT funding_figures_where_code_fkey FOREIGN KEY(where_code) REFERENCES coopdb.places (code),
    CONSTRAINT funding_figures_province_code_fkey FOREIGN KEY(province_code) REFERENCES coopdb.provinces (code),
    CONSTRAINT funding_figures_region_code_fkey FOREIGN KEY(region_code) REFERENCES coopdb.regions (code),
    CONSTRAINT funding_figures_out_because_fkey FOREIGN KEY(out_because) REFERENCES coopdb.not_counted_reasons (id),
    CONSTRAINT funding_figures_not_counted_because_fkey FOREIGN KEY(not_counted_because) REFERENCES coopdb.not_counted_reasons (id)
);
CREATE INDEX funding_figures_counted_programme_idx ON coopdb.funding_figures (programme_id, where_code) WHERE counts_anywhere AND programme_id IS NOT NULL;
CREATE INDEX funding_figures_counted_purpose_idx ON coopdb.funding_figures (where_code, measure) WHERE counts_anywhere AND measure IN ('support_to_cooperatives', 'support');
CREATE INDEX funding_figures_part_of_id_idx ON coopdb.funding_figures (part_of_id) WHERE part_of_id IS NOT NULL;
CREATE INDEX funding_figures_payer_id_idx ON coopdb.funding_figures (payer_id) WHERE payer_id IS NOT NULL;
CREATE INDEX funding_figures_programme_idx ON coopdb.funding_figures (programme_id, where_code) WHERE programme_id IS NOT NULL;
CREATE INDEX funding_figures_purpose_idx ON coopdb.funding_figures (where_code, measure);
CREATE INDEX funding_figures_same_thing_idx ON coopdb.funding_figures (same_thing) WHERE same_thing IS NOT NULL;
CREATE INDEX funding_figures_value_idx ON coopdb.funding_figures (where_code, value);
COMMENT ON TABLE coopdb.funding_figures IS 'Money, counted once: what, from whom, where, when, and whether it counts';

CREATE TABLE coopdb.funding_exclusions (
    fact_id TEXT NOT NULL,
    by_id TEXT NOT NULL,
    contexts INTEGER NOT NULL,
    CONSTRAINT funding_exclusions_pkey PRIMARY KEY (fact_id, by_id),
    CONSTRAINT funding_exclusions_fact_id_fkey FOREIGN KEY(fact_id) REFERENCES coopdb.funding_figures (fact_id) ON DELETE CASCADE
);
CREATE INDEX funding_exclusions_by_id_idx ON coopdb.funding_exclusions (by_id);
COMMENT ON TABLE coopdb.funding_exclusions IS 'Which sum keeps which other from counting, and for which questions';
