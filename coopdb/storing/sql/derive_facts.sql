-- Groups of figures as facts: one value, with all that stands behind it.
-- In: affected_facts. Out: facts, funding_figures, figures of these; funding_before: the sums as they were; and
-- funding_changed: those that differ now in anything that decides whether a sum counts.

INSERT INTO funding_before
SELECT f.* FROM affected_facts AS t JOIN coopdb.funding_figures AS f USING (fact_id);

DELETE FROM coopdb.facts AS f USING affected_facts AS a
WHERE f.fact_id = a.fact_id
    AND NOT EXISTS (
        SELECT FROM coopdb.figure_groups AS g
        WHERE g.group_id = substr(a.fact_id, 2) AND g.fact_group_id = g.group_id
    );

CREATE TEMP TABLE members ON COMMIT DROP AS
SELECT
    a.fact_id AS of_fact, f.group_id AS of_group, f.value AS fact_value, f.qualifier AS fact_qualifier,
    s.*, s.said = f.value AS says_value,
    coalesce(array_position(ARRAY['exact', 'at_least', 'over', 'about', 'at_most', 'under'], s.qualifier), 7) AS rank,
    own.article_key COLLATE "C" AS article_key
FROM affected_facts AS a
JOIN coopdb.figure_groups AS f ON f.group_id = substr(a.fact_id, 2) AND f.fact_group_id = f.group_id
JOIN coopdb.figure_statements AS s ON s.fact_id = a.fact_id
JOIN coopdb.articles AS own ON own.article_id = s.article_id;
ANALYZE members (of_fact, of_group);

INSERT INTO coopdb.facts AS f (
    fact_id, kind, n_claims, n_articles, n_sources, reading_id, claim_no, chosen_because, is_corrected
)
SELECT
    m.of_fact, CASE WHEN best.kind = 'money' THEN 'funding' ELSE 'figure' END, m.n_claims, m.n_articles, m.n_sources,
    best.reading_id, best.claim_no,
    CASE WHEN best.is_corrected THEN 'corrected' WHEN m.n_values > 1 THEN 'exact_over_rounded' ELSE 'only_value' END,
    m.is_corrected
FROM (
    SELECT
        of_fact, count(*) AS n_claims, count(DISTINCT article_id) AS n_articles, count(DISTINCT source_key) AS n_sources,
        count(DISTINCT said) AS n_values, bool_or(is_corrected) AS is_corrected
    FROM members
    GROUP BY of_fact
) AS m
JOIN (
    SELECT DISTINCT ON (of_fact) *
    FROM members
    ORDER BY of_fact, says_value DESC, rank, (part_of_no IS NULL), (beneficiary_count IS NULL), article_key, claim_no
) AS best USING (of_fact)
ON CONFLICT (fact_id) DO UPDATE SET
    n_claims = excluded.n_claims, n_articles = excluded.n_articles, n_sources = excluded.n_sources,
    reading_id = excluded.reading_id, claim_no = excluded.claim_no, chosen_because = excluded.chosen_because,
    is_corrected = excluded.is_corrected
WHERE (f.n_claims, f.n_articles, f.n_sources, f.reading_id, f.claim_no, f.chosen_because, f.is_corrected)
    IS DISTINCT FROM (excluded.n_claims, excluded.n_articles, excluded.n_sources, excluded.reading_id, excluded.claim_no,
        excluded.chosen_because, excluded.is_corrected);

CREATE TEMP TABLE fact_values ON COMMIT DROP AS
SELECT
    g.*,
    coopdb.first_day(g.period_from) AS period_first,
    CASE WHEN coopdb.last_day(g.period_to) >= coalesce(coopdb.first_day(g.period_from), coopdb.last_day(g.period_to))
        THEN coopdb.last_day(g.period_to) END AS period_last,
    CASE
        WHEN g.qualifier IN ('under', 'at_most') THEN least(0, g.value)
        WHEN g.qualifier = 'about' THEN g.value - abs(g.value) * 0.05
        ELSE g.value
    END AS value_min,
    CASE
        WHEN g.qualifier IN ('over', 'at_least') THEN NULL
        WHEN g.qualifier = 'about' THEN g.value + abs(g.value) * 0.05
        ELSE g.value
    END AS value_max
FROM (
    SELECT
        m.of_fact AS fact_id, m.fact_value AS value, m.fact_qualifier AS qualifier, m.kind, m.unit, m.status,
        nullif(m.setting, '') AS setting, nullif(m.sector, '') AS sector,
        CASE WHEN m.place_key NOT LIKE '@%' THEN m.place_key END AS place_code,
        CASE
            WHEN bool_or(m.role = 'contribution') THEN 'contribution'
            ELSE (array_agg(m.role ORDER BY m.says_value DESC, m.rank, m.role) FILTER (WHERE m.role IS NOT NULL))[1]
        END AS role,
        coalesce(g.measure, (array_agg(m.measure ORDER BY m.rank, m.measure) FILTER (WHERE m.measure IS NOT NULL))[1]) AS measure,
        coalesce(g.commune_code, (array_agg(m.commune_code ORDER BY m.rank, m.commune_code)
            FILTER (WHERE m.commune_code IS NOT NULL))[1]) AS commune_code,
        coalesce(g.programme_id, (array_agg(m.programme_id ORDER BY m.rank, m.programme_id)
            FILTER (WHERE m.programme_id IS NOT NULL))[1]) AS programme_id,
        coalesce(g.payer_id, (array_agg(m.payer_id ORDER BY m.rank, m.payer_id)
            FILTER (WHERE m.payer_id IS NOT NULL))[1]) AS payer_id,
        CASE
            WHEN g.period_from IS NULL AND g.period_to IS NULL
            THEN (array_agg(m.period_from ORDER BY m.rank, m.period_from, m.period_to)
                FILTER (WHERE m.period_from IS NOT NULL OR m.period_to IS NOT NULL))[1]
            ELSE g.period_from
        END AS period_from,
        CASE
            WHEN g.period_from IS NULL AND g.period_to IS NULL
            THEN (array_agg(m.period_to ORDER BY m.rank, m.period_from, m.period_to)
                FILTER (WHERE m.period_from IS NOT NULL OR m.period_to IS NOT NULL))[1]
            ELSE g.period_to
        END AS period_to,
        min(m.attributed_to COLLATE "C") AS attributed_to,
        (array_agg(m.beneficiary_unit ORDER BY m.says_value DESC, m.rank, m.beneficiary_count DESC, m.beneficiary_unit)
            FILTER (WHERE m.beneficiary_count IS NOT NULL))[1] AS beneficiary_unit,
        (array_agg(m.beneficiary_count ORDER BY m.says_value DESC, m.rank, m.beneficiary_count DESC, m.beneficiary_unit)
            FILTER (WHERE m.beneficiary_count IS NOT NULL))[1] AS beneficiary_count,
        (array_agg(e.fact_id ORDER BY m.says_value DESC, m.rank, e.fact_id) FILTER (WHERE e.fact_id IS NOT NULL))[1] AS event_id
    FROM members AS m
    JOIN coopdb.figure_groups AS g ON g.group_id = m.of_group
    LEFT JOIN coopdb.event_statements AS e ON (e.reading_id, e.claim_no) = (m.reading_id, m.event_no)
    GROUP BY
        m.of_fact, m.fact_value, m.fact_qualifier, m.kind, m.unit, m.status, m.setting, m.sector, m.place_key,
        g.measure, g.commune_code, g.programme_id, g.payer_id, g.period_from, g.period_to
) AS g;

-- A new sum counts until derive_counting finds what holds it.
INSERT INTO coopdb.funding_figures AS f (
    fact_id, value, unit, value_min, value_max, qualifier, status, measure, setting, sector, place_code, commune_code,
    programme_id, period_from, period_to, period_first, period_last, attributed_to, event_id, role, payer_id,
    beneficiary_unit, beneficiary_count, where_code, breadth, province_code, region_code, step, out_because, same_thing,
    counts_toward_total, counts_toward_region, counts_toward_province, counts_toward_payer, counts_toward_payer_in_province,
    counts_anywhere, not_counted_because
)
SELECT
    fact_id, value, unit, value_min, value_max, qualifier, status, measure, setting, sector, place_code, commune_code,
    programme_id, period_from, period_to, period_first, period_last, attributed_to, event_id, role, payer_id,
    beneficiary_unit, beneficiary_count, p.where_code, p.breadth, p.province_code, p.region_code, coopdb.step_of(value),
    own.out_because,
    CASE
        WHEN own.out_because IS NULL AND period_from IS NOT NULL AND p.where_code IS NOT NULL
        THEN md5(ROW(p.where_code, role, period_from, period_to, measure, programme_id, payer_id, setting, sector)::text)
    END,
    may_count, may_count AND p.region_code IS NOT NULL, may_count AND p.province_code IS NOT NULL,
    may_count AND payer_id IS NOT NULL, may_count AND payer_id IS NOT NULL AND p.province_code IS NOT NULL, may_count,
    own.out_because
FROM fact_values AS v
CROSS JOIN LATERAL (SELECT coalesce(commune_code, place_code) AS where_code) AS narrowest
LEFT JOIN (
    SELECT
        code AS where_code, province_code, region_code,
        array_position(ARRAY['country', 'region', 'province', 'commune'], CASE level
            WHEN 'former_region' THEN 'region' WHEN 'arrondissement' THEN 'commune' ELSE level END) - 1 AS breadth
    FROM coopdb.places
) AS p USING (where_code)
CROSS JOIN LATERAL (
    -- What cannot count by itself, whatever else is there.
    SELECT CASE
        WHEN status <> 'reported' THEN 'target'
        WHEN role = 'per_unit' THEN 'per_unit'
        WHEN role IN ('capital', 'turnover') THEN 'capital_or_turnover'
        WHEN measure = 'loan' THEN 'loan'
        WHEN measure IN ('capital', 'turnover', 'exports_value', 'revenue') THEN 'capital_or_turnover'
        WHEN measure IN ('price', 'wage', 'debt', 'savings') THEN 'not_support'
        WHEN measure = 'public_works' THEN 'not_cooperatives'
        -- The envelope of a programme is support; the budget of an office supports nobody by itself.
        WHEN measure = 'budget' AND programme_id IS NULL AND beneficiary_unit IS NULL THEN 'not_support'
        WHEN role IS NULL OR role NOT IN ('total', 'contribution') THEN 'not_support'
        WHEN unit <> 'MAD' THEN 'foreign_currency'
    END AS out_because
) AS own
CROSS JOIN LATERAL (SELECT own.out_because IS NULL AS may_count) AS counting
WHERE kind = 'money'
ON CONFLICT (fact_id) DO UPDATE SET
    value_min = excluded.value_min, value_max = excluded.value_max, qualifier = excluded.qualifier,
    measure = excluded.measure, commune_code = excluded.commune_code, programme_id = excluded.programme_id,
    period_from = excluded.period_from, period_to = excluded.period_to, period_first = excluded.period_first,
    period_last = excluded.period_last, attributed_to = excluded.attributed_to, event_id = excluded.event_id,
    role = excluded.role, payer_id = excluded.payer_id, beneficiary_unit = excluded.beneficiary_unit,
    beneficiary_count = excluded.beneficiary_count, where_code = excluded.where_code, breadth = excluded.breadth,
    province_code = excluded.province_code, region_code = excluded.region_code, out_because = excluded.out_because,
    same_thing = excluded.same_thing
WHERE (f.value_min, f.value_max, f.qualifier, f.measure, f.commune_code, f.programme_id, f.period_from, f.period_to,
        f.attributed_to, f.event_id, f.role, f.payer_id, f.beneficiary_unit, f.beneficiary_count)
    IS DISTINCT FROM (excluded.value_min, excluded.value_max, excluded.qualifier, excluded.measure, excluded.commune_code,
        excluded.programme_id, excluded.period_from, excluded.period_to, excluded.attributed_to, excluded.event_id,
        excluded.role, excluded.payer_id, excluded.beneficiary_unit, excluded.beneficiary_count);

INSERT INTO coopdb.figures AS f (
    fact_id, kind, value, unit, value_min, value_max, qualifier, status, measure, setting, sector, place_code,
    commune_code, programme_id, period_from, period_to, period_first, period_last, attributed_to, event_id
)
SELECT
    fact_id, kind, value, unit, value_min, value_max, qualifier, status, measure, setting, sector, place_code,
    commune_code, programme_id, period_from, period_to, period_first, period_last, attributed_to, event_id
FROM fact_values
WHERE kind <> 'money'
ON CONFLICT (fact_id) DO UPDATE SET
    value_min = excluded.value_min, value_max = excluded.value_max, qualifier = excluded.qualifier,
    measure = excluded.measure, commune_code = excluded.commune_code, programme_id = excluded.programme_id,
    period_from = excluded.period_from, period_to = excluded.period_to, period_first = excluded.period_first,
    period_last = excluded.period_last, attributed_to = excluded.attributed_to, event_id = excluded.event_id
WHERE (f.value_min, f.value_max, f.qualifier, f.measure, f.commune_code, f.programme_id, f.period_from, f.period_to,
        f.attributed_to, f.event_id)
    IS DISTINCT FROM (excluded.value_min, excluded.value_max, excluded.qualifier, excluded.measure, excluded.commune_code,
        excluded.programme_id, excluded.period_from, excluded.period_to, excluded.attributed_to, excluded.event_id);

-- The whole that a fact is a part of, by the word of any of its claims; also for the parts of what changed here.
CREATE TEMP TABLE wholes ON COMMIT DROP AS
WITH to_see AS (
    SELECT fact_id FROM affected_facts
    UNION
    SELECT part.fact_id
    FROM affected_facts AS a
    JOIN coopdb.figure_statements AS whole ON whole.fact_id = a.fact_id
    JOIN coopdb.figure_statements AS part ON (part.reading_id, part.part_of_no) = (whole.reading_id, whole.claim_no)
    UNION
    SELECT fact_id FROM coopdb.funding_figures WHERE part_of_id IN (SELECT fact_id FROM affected_facts)
    UNION
    SELECT fact_id FROM coopdb.figures WHERE part_of_id IN (SELECT fact_id FROM affected_facts)
)
SELECT t.fact_id, min(whole.fact_id) AS part_of_id
FROM to_see AS t
LEFT JOIN coopdb.figure_statements AS part ON part.fact_id = t.fact_id AND part.part_of_no IS NOT NULL
LEFT JOIN coopdb.figure_statements AS whole
    ON (whole.reading_id, whole.claim_no) = (part.reading_id, part.part_of_no) AND whole.fact_id <> t.fact_id
GROUP BY t.fact_id;
INSERT INTO funding_to_judge (fact_id)
SELECT f.fact_id FROM coopdb.funding_figures AS f JOIN wholes AS w USING (fact_id)
WHERE f.part_of_id IS DISTINCT FROM w.part_of_id
ON CONFLICT DO NOTHING;
UPDATE coopdb.funding_figures AS f SET part_of_id = w.part_of_id
FROM wholes AS w
WHERE w.fact_id = f.fact_id AND f.part_of_id IS DISTINCT FROM w.part_of_id;
UPDATE coopdb.figures AS f SET part_of_id = w.part_of_id
FROM wholes AS w
WHERE w.fact_id = f.fact_id AND f.part_of_id IS DISTINCT FROM w.part_of_id;

INSERT INTO funding_changed (fact_id)
SELECT fact_id
FROM funding_before AS b
FULL JOIN (SELECT f.* FROM affected_facts JOIN coopdb.funding_figures AS f USING (fact_id)) AS n USING (fact_id)
WHERE b.unit IS NULL OR n.unit IS NULL
    OR (b.value_min, b.value_max, b.qualifier, b.role, b.measure, b.place_code, b.commune_code, b.programme_id, b.payer_id,
        b.period_from, b.period_to, b.part_of_id, b.out_because)
    IS DISTINCT FROM (n.value_min, n.value_max, n.qualifier, n.role, n.measure, n.place_code, n.commune_code, n.programme_id,
        n.payer_id, n.period_from, n.period_to, n.part_of_id, n.out_because);
DROP TABLE members, fact_values, wholes;
