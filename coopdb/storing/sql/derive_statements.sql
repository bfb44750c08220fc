-- Figures as their article means them: corrected, and completed by what the same source says of the same value.
-- In: affected_articles. Out: new_statements of these; touched_cells: where something may have changed; and affected_facts:
-- what these articles stood behind until now. Their former figure_statements are gone.

CREATE TEMP TABLE old_statements ON COMMIT DROP AS
SELECT s.place_key, s.kind, s.unit, s.status, s.setting, s.sector, s.value, s.fact_id
FROM affected_articles AS a
JOIN coopdb.readings AS r USING (article_id)
JOIN coopdb.figure_statements AS s USING (reading_id);
INSERT INTO touched_cells SELECT DISTINCT place_key, kind, unit, status, setting, sector, value FROM old_statements;
INSERT INTO affected_facts (fact_id) SELECT DISTINCT fact_id FROM old_statements;
DROP TABLE old_statements;
DELETE FROM coopdb.figure_statements AS s USING affected_articles AS a, coopdb.readings AS r
WHERE r.article_id = a.article_id AND s.reading_id = r.reading_id;

-- Corrections are applied here, last of all that touches a claim, and undone by their absence.
INSERT INTO new_statements (
    reading_id, claim_no, article_id, source_key, kind, unit, status, setting, sector, place_key, value, role, measure,
    commune_code, period_from, period_to, programme_id, payer_id, said, step, qualifier, part_of_no, apart_from_no, event_no,
    attributed_to, beneficiary_unit, beneficiary_count, is_corrected
)
WITH corrected AS (
    SELECT r.reading_id, c.claim_no, jsonb_object_agg(k.field, k.value) AS said
    FROM affected_articles AS a
    JOIN coopdb.articles AS own USING (article_id)
    JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
    JOIN coopdb.claims AS c ON c.reading_id = r.reading_id AND c.kind = 'figure'
    JOIN coopdb.corrections AS k ON k.claim_id = own.article_key || ':figure:' || c.start_offset || '-' || c.end_offset
        || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END
    WHERE EXISTS (SELECT FROM coopdb.corrections)
    GROUP BY r.reading_id, c.claim_no
),
said AS (
    SELECT a.article_id, a.source_key, f.*, k.said AS correction
    FROM affected_articles AS a
    JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
    JOIN coopdb.claimed_figures AS f USING (reading_id)
    LEFT JOIN corrected AS k USING (reading_id, claim_no)
    WHERE k.said IS NULL OR NOT k.said ? 'ignore'
)
SELECT
    reading_id, claim_no, article_id, source_key, kind,
    coalesce(CASE WHEN correction ? 'unit' THEN correction ->> 'unit' ELSE unit END, 'other'),
    coalesce(CASE WHEN correction ? 'status' THEN correction ->> 'status' ELSE status END, 'reported'),
    coalesce(CASE WHEN correction ? 'setting' THEN correction ->> 'setting' ELSE setting END, ''),
    coalesce(CASE WHEN correction ? 'sector' THEN correction ->> 'sector' ELSE sector END, ''),
    -- Where an article names no place, it is told apart from all others.
    coalesce(CASE WHEN correction ? 'place' THEN correction ->> 'place' ELSE place_code END, '@' || source_key),
    trim_scale(CASE WHEN correction ? 'value' THEN (correction ->> 'value')::numeric ELSE value END),
    CASE WHEN correction ? 'role' THEN correction ->> 'role' ELSE role END,
    CASE WHEN correction ? 'measure' THEN correction ->> 'measure' ELSE measure END,
    CASE WHEN correction ? 'commune' THEN correction ->> 'commune' ELSE commune_code END,
    CASE WHEN correction ? 'period_from' THEN correction ->> 'period_from' ELSE period_from END,
    CASE WHEN correction ? 'period_to' THEN correction ->> 'period_to' ELSE period_to END,
    CASE WHEN correction ? 'programme' THEN correction ->> 'programme' ELSE programme_id END,
    CASE WHEN correction ? 'payer' THEN correction ->> 'payer' ELSE payer_id END,
    trim_scale(CASE WHEN correction ? 'value' THEN (correction ->> 'value')::numeric ELSE value END),
    coopdb.step_of(CASE WHEN correction ? 'value' THEN (correction ->> 'value')::numeric ELSE value END),
    coalesce(CASE WHEN correction ? 'qualifier' THEN correction ->> 'qualifier' ELSE qualifier END, 'exact'),
    part_of_no, apart_from_no, event_no, attributed_to, beneficiary_unit, beneficiary_count, correction IS NOT NULL
FROM said;

-- What a source says, each once: an article of a hundred thousand equal numbers is one row here.
INSERT INTO raw_tuples
SELECT
    row_number() OVER (), source_key, kind, unit, status, setting, sector, place_key,
    CASE WHEN place_key NOT LIKE '@%' THEN place_key END, commune_code, role, measure, period_from, period_to, programme_id,
    payer_id, value, max(step), qualifier
FROM new_statements
GROUP BY
    source_key, kind, unit, status, setting, sector, place_key, commune_code, role, measure, period_from, period_to,
    programme_id, payer_id, value, qualifier;
ANALYZE raw_tuples (tuple_no, source_key, value);

-- Joined as written: by source and value first, or an article of very many values would be paired with itself.
SET LOCAL join_collapse_limit = 1;
-- Two that can mean the same: one value, or one that rounds the other, and no dimension that differs.
INSERT INTO raw_pairs
WITH forms AS (
    SELECT tuple_no, source_key, value AS form FROM raw_tuples
    UNION ALL
    -- Forms are looked for only where something beside is said in a wider step.
    SELECT t.tuple_no, t.source_key, rounded
    FROM (
        SELECT tuple_no, source_key, value, step, max(step) OVER (PARTITION BY source_key, kind, unit, status, setting, sector) AS widest
        FROM raw_tuples
    ) AS t
    CROSS JOIN LATERAL coopdb.rounded_forms(t.value) AS rounded
    WHERE t.step < t.widest
)
SELECT r.tuple_no, e.tuple_no
FROM forms AS f
JOIN raw_tuples AS r ON (r.source_key, r.value) = (f.source_key, f.form)
JOIN raw_tuples AS e
    ON e.tuple_no = f.tuple_no
    AND (r.kind, r.unit, r.status, r.setting, r.sector) = (e.kind, e.unit, e.status, e.setting, e.sector)
WHERE r.tuple_no <> e.tuple_no
    AND (r.value = e.value OR coopdb.stands_for(r.value, r.step, r.qualifier, e.value, e.step))
    AND coopdb.agree(r.place_code, e.place_code)
    AND coopdb.agree(r.commune_code, e.commune_code)
    AND coopdb.measures_agree(r.measure, e.measure)
    AND coopdb.programmes_agree(r.programme_id, e.programme_id)
    AND coopdb.agree(r.payer_id, e.payer_id)
    AND coopdb.periods_agree(r.period_from, r.period_to, e.period_from, e.period_to)
    -- What one payer gives is a contribution in one sentence and the whole envelope in another.
    AND (coopdb.agree(r.role, e.role)
        OR (r.role IN ('total', 'contribution') AND e.role IN ('total', 'contribution')
            AND (coalesce(r.payer_id, e.payer_id) IS NOT NULL)));
SET LOCAL join_collapse_limit TO DEFAULT;
ANALYZE raw_pairs;

-- A dimension that a claim leaves open is taken from the others, where they agree on one.
CREATE TEMP TABLE completions ON COMMIT DROP AS
WITH both_ways AS (
    SELECT rounded_no AS tuple_no, exact_no AS other_no FROM raw_pairs
    UNION
    SELECT exact_no, rounded_no FROM raw_pairs
),
others AS (
    SELECT
        b.tuple_no,
        CASE WHEN min(o.place_code) = max(o.place_code) THEN min(o.place_code) END AS place_code,
        CASE WHEN min(o.commune_code) = max(o.commune_code) THEN min(o.commune_code) END AS commune_code,
        CASE WHEN min(o.measure) = max(o.measure) THEN min(o.measure) END AS measure,
        CASE WHEN min(o.programme_id) = max(o.programme_id) THEN min(o.programme_id) END AS programme_id,
        CASE WHEN min(o.payer_id) = max(o.payer_id) THEN min(o.payer_id) END AS payer_id,
        CASE WHEN min(o.role) = max(o.role) THEN min(o.role) END AS role,
        CASE
            WHEN count(DISTINCT (o.period_from, o.period_to)) FILTER (WHERE o.period_from IS NOT NULL OR o.period_to IS NOT NULL) = 1
            THEN min(o.period_from)
        END AS period_from,
        CASE
            WHEN count(DISTINCT (o.period_from, o.period_to)) FILTER (WHERE o.period_from IS NOT NULL OR o.period_to IS NOT NULL) = 1
            THEN min(o.period_to)
        END AS period_to,
        bool_or(o.role = 'contribution') AS is_contribution
    FROM both_ways AS b
    JOIN raw_tuples AS o ON o.tuple_no = b.other_no
    GROUP BY b.tuple_no
),
-- The one value that a rounded claim rounds: among those that round nothing themselves.
anchors AS (
    SELECT p.rounded_no AS tuple_no, min(e.value) AS value
    FROM raw_pairs AS p
    JOIN raw_tuples AS r ON r.tuple_no = p.rounded_no
    JOIN raw_tuples AS e ON e.tuple_no = p.exact_no
    WHERE e.value <> r.value
        AND NOT EXISTS (
            SELECT FROM raw_pairs AS q
            JOIN raw_tuples AS finer ON finer.tuple_no = q.exact_no
            WHERE q.rounded_no = p.exact_no AND finer.value <> e.value
        )
        -- A value that is said exactly stands for itself.
        AND NOT EXISTS (
            SELECT FROM raw_pairs AS q
            JOIN raw_tuples AS same ON same.tuple_no = q.exact_no
            WHERE q.rounded_no = p.rounded_no AND same.value = r.value AND same.qualifier = 'exact' AND r.qualifier <> 'exact'
        )
    GROUP BY p.rounded_no
    HAVING min(e.value) = max(e.value)
)
SELECT
    t.tuple_no, coalesce(t.place_code, o.place_code, t.place_key) AS place_key, coalesce(anchor.value, t.value) AS value,
    CASE WHEN o.is_contribution AND t.role = 'total' THEN 'contribution' ELSE coalesce(t.role, o.role) END AS role,
    coalesce(t.measure, o.measure) AS measure,
    coalesce(t.commune_code, o.commune_code) AS commune_code,
    CASE WHEN t.period_from IS NULL AND t.period_to IS NULL THEN o.period_from ELSE t.period_from END AS period_from,
    CASE WHEN t.period_from IS NULL AND t.period_to IS NULL THEN o.period_to ELSE t.period_to END AS period_to,
    coalesce(t.programme_id, o.programme_id) AS programme_id,
    coalesce(t.payer_id, o.payer_id) AS payer_id
FROM others AS o
JOIN raw_tuples AS t USING (tuple_no)
LEFT JOIN anchors AS anchor USING (tuple_no);

UPDATE new_statements AS s SET
    place_key = c.place_key, value = c.value, role = c.role, measure = c.measure, commune_code = c.commune_code,
    period_from = c.period_from, period_to = c.period_to, programme_id = c.programme_id, payer_id = c.payer_id
FROM completions AS c
JOIN raw_tuples AS t USING (tuple_no)
WHERE (s.source_key, s.kind, s.unit, s.status, s.setting, s.sector, s.place_key, s.value, s.qualifier)
    = (t.source_key, t.kind, t.unit, t.status, t.setting, t.sector, t.place_key, t.value, t.qualifier)
    AND (s.commune_code, s.role, s.measure, s.period_from, s.period_to, s.programme_id, s.payer_id)
    IS NOT DISTINCT FROM (t.commune_code, t.role, t.measure, t.period_from, t.period_to, t.programme_id, t.payer_id);
DROP TABLE completions;

INSERT INTO touched_cells SELECT DISTINCT place_key, kind, unit, status, setting, sector, value FROM new_statements;
