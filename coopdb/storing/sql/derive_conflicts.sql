-- Claims that disagree and checks that fail. In: affected_facts, affected_events, funding_to_judge.

-- What is looked at again: conflicts of these are deleted and found anew.
CREATE TEMP TABLE to_check ON COMMIT DROP AS
SELECT fact_id FROM affected_facts
UNION SELECT event_id FROM affected_events
UNION SELECT fact_id FROM funding_to_judge
UNION SELECT whole.fact_id
    FROM affected_facts AS a
    JOIN coopdb.figure_statements AS part USING (fact_id)
    JOIN coopdb.figure_statements AS whole ON (whole.reading_id, whole.claim_no) = (part.reading_id, part.part_of_no)
    WHERE part.part_of_no IS NOT NULL;
ANALYZE to_check;
-- With what may disagree with them, so that a conflict is found from either side.
CREATE TEMP TABLE near_by ON COMMIT DROP AS
SELECT fact_id FROM to_check
UNION SELECT f.fact_id FROM to_check AS t JOIN coopdb.figures AS f ON f.part_of_id = t.fact_id
UNION SELECT f.part_of_id FROM to_check AS t JOIN coopdb.figures AS f USING (fact_id) WHERE f.part_of_id IS NOT NULL
UNION SELECT f.fact_id FROM to_check AS t JOIN coopdb.funding_figures AS f ON f.part_of_id = t.fact_id
UNION SELECT f.part_of_id FROM to_check AS t JOIN coopdb.funding_figures AS f USING (fact_id) WHERE f.part_of_id IS NOT NULL
UNION SELECT other.fact_id
    FROM to_check AS t
    JOIN coopdb.funding_figures AS f USING (fact_id)
    JOIN coopdb.funding_figures AS other USING (same_thing);
ANALYZE near_by;
-- A part is looked at from its own side: one that is counted in a sum is judged again, and checked, when the sum changes.
DELETE FROM coopdb.conflicts AS c USING near_by AS n WHERE c.fact_id = n.fact_id;
DELETE FROM coopdb.conflicts AS c USING to_check AS t WHERE c.other_fact_id = t.fact_id AND c.reason <> 'part_above_whole';
CREATE TEMP TABLE found ON COMMIT DROP AS
SELECT reason, fact_id, other_fact_id, reading_id, claim_no, value, other_value, detail FROM coopdb.conflicts WITH NO DATA;

CREATE TEMP TABLE checked ON COMMIT DROP AS
SELECT
    f.fact_id, 'money' AS kind, f.value, f.unit, f.value_min, f.value_max, f.status, f.role, f.measure, f.setting, f.sector,
    f.place_code, f.commune_code, f.programme_id, f.payer_id, f.period_from, f.period_to, f.period_first, f.period_last,
    f.part_of_id, f.qualifier, a.n_sources
FROM near_by AS t
JOIN coopdb.funding_figures AS f USING (fact_id)
JOIN coopdb.facts AS a USING (fact_id)
UNION ALL
SELECT
    f.fact_id, f.kind, f.value, f.unit, f.value_min, f.value_max, f.status, NULL, f.measure, f.setting, f.sector,
    f.place_code, f.commune_code, f.programme_id, NULL, f.period_from, f.period_to, f.period_first, f.period_last,
    f.part_of_id, f.qualifier, a.n_sources
FROM near_by AS t
JOIN coopdb.figures AS f USING (fact_id)
JOIN coopdb.facts AS a USING (fact_id);
ANALYZE checked (fact_id, kind, measure, place_code, part_of_id);

-- One claim rounds what another says exactly.
INSERT INTO found
SELECT DISTINCT ON (c.fact_id, s.said) 'rounding', c.fact_id, NULL, s.reading_id, s.claim_no, c.value, s.said, NULL
FROM checked AS c
JOIN coopdb.figure_statements AS s USING (fact_id)
JOIN coopdb.articles AS own USING (article_id)
WHERE s.said <> c.value
ORDER BY c.fact_id, s.said, own.article_key COLLATE "C", s.claim_no;

-- A person corrected a claim.
INSERT INTO found
SELECT 'corrected', c.fact_id, NULL, s.reading_id, s.claim_no, s.said, f.value, NULL
FROM checked AS c
JOIN coopdb.figure_statements AS s USING (fact_id)
JOIN coopdb.claimed_figures AS f USING (reading_id, claim_no)
WHERE s.is_corrected;

-- Two independent sources on the same thing, place and period.
INSERT INTO found
SELECT 'different_values', least(c.fact_id, o.fact_id), greatest(c.fact_id, o.fact_id), NULL::bigint, NULL::int,
    CASE WHEN c.fact_id < o.fact_id THEN c.value ELSE o.value END,
    CASE WHEN c.fact_id < o.fact_id THEN o.value ELSE c.value END, NULL::text
FROM checked AS c
JOIN coopdb.figures AS o ON o.measure = c.measure AND o.place_code = c.place_code AND o.unit = c.unit AND o.kind = c.kind
WHERE c.fact_id <> o.fact_id AND c.value <> o.value AND c.status = o.status AND c.period_from IS NOT NULL
    AND c.kind IN ('count', 'area') AND c.part_of_id IS NULL AND o.part_of_id IS NULL
    AND c.measure LIKE ANY (ARRAY['cooperatives\_existing', 'cooperatives\_created', 'members', 'jobs%', 'unions'])
    AND (c.period_from, c.period_to, c.setting, c.sector, c.commune_code, c.programme_id)
    IS NOT DISTINCT FROM (o.period_from, o.period_to, o.setting, o.sector, o.commune_code, o.programme_id)
    AND coalesce(c.value_min, 0) <= coalesce(c.value_max, 'infinity')
    AND NOT (coalesce(c.value_min, 0) <= coalesce(o.value_max, 'infinity') AND coalesce(o.value_min, 0) <= coalesce(c.value_max, 'infinity'))
    AND NOT EXISTS (
        SELECT FROM coopdb.figure_statements AS a
        JOIN coopdb.figure_statements AS b ON b.source_key = a.source_key
        WHERE a.fact_id = c.fact_id AND b.fact_id = o.fact_id
    )
UNION
SELECT 'different_values', f.fact_id, f.counted_in_id, NULL::bigint, NULL::int, f.value, o.value, NULL::text
FROM checked AS c
JOIN coopdb.funding_figures AS f USING (fact_id)
JOIN coopdb.funding_figures AS o ON o.fact_id = f.counted_in_id
WHERE f.not_counted_because = 'conflict';

-- A part is at most its whole.
INSERT INTO found
SELECT 'part_above_whole', c.fact_id, w.fact_id, NULL, NULL, c.value, w.value, NULL
FROM checked AS c
JOIN checked AS w ON w.fact_id = c.part_of_id AND w.kind = c.kind AND (w.unit = c.unit OR c.kind = 'count')
WHERE coalesce(c.value_min, c.value) > coalesce(w.value_max, 'infinity') AND c.qualifier NOT IN ('under', 'at_most');
INSERT INTO found
SELECT 'part_above_whole', f.fact_id, w.fact_id, NULL, NULL, f.value, w.value, NULL
FROM checked AS c
JOIN coopdb.funding_figures AS f USING (fact_id)
JOIN coopdb.funding_figures AS w ON w.fact_id = f.counted_in_id
WHERE f.part_of_id IS DISTINCT FROM w.fact_id AND f.not_counted_because <> 'conflict' AND f.role = 'contribution'
    AND coalesce(f.value_min, f.value) > coalesce(w.value_max, 'infinity');

-- Women, men and youth are some of the members, the rural ones some of all, whether or not an article says so.
INSERT INTO found
SELECT DISTINCT 'part_above_whole', part.fact_id, whole.fact_id, NULL::bigint, NULL::int, part.value, whole.value, NULL
FROM checked AS c
JOIN coopdb.figures AS o ON o.measure = c.measure AND o.place_code = c.place_code AND o.kind = c.kind
CROSS JOIN LATERAL (
    SELECT c.fact_id, c.value, c.value_min, c.unit, c.setting UNION ALL SELECT o.fact_id, o.value, o.value_min, o.unit, o.setting
) AS part
CROSS JOIN LATERAL (
    SELECT c.fact_id, c.value, c.value_max, c.unit, c.setting UNION ALL SELECT o.fact_id, o.value, o.value_max, o.unit, o.setting
) AS whole
WHERE c.kind = 'count' AND c.period_from IS NOT NULL AND c.status = o.status AND part.fact_id <> whole.fact_id
    AND (c.period_from, c.period_to, c.sector, c.commune_code, c.programme_id)
    IS NOT DISTINCT FROM (o.period_from, o.period_to, o.sector, o.commune_code, o.programme_id)
    AND (
        (part.unit IN ('woman', 'man', 'youth') AND whole.unit IN ('member', 'person', 'beneficiary', 'participant')
            AND part.setting IS NOT DISTINCT FROM whole.setting)
        OR (part.unit = whole.unit AND part.setting IS NOT NULL AND whole.setting IS NULL)
    )
    AND part.value_min > whole.value_max;

-- The parts that one article names together are at most their whole.
INSERT INTO found
SELECT 'parts_above_whole', w.fact_id, NULL, NULL, NULL, w.value, max(p.parts), NULL
FROM checked AS w
JOIN (
    SELECT whole.fact_id, whole.reading_id, sum(part.value) AS parts
    FROM coopdb.figure_statements AS whole
    JOIN checked AS c USING (fact_id)
    JOIN coopdb.figure_statements AS part
        ON (part.reading_id, part.part_of_no, part.unit) = (whole.reading_id, whole.claim_no, whole.unit)
        AND part.fact_id <> whole.fact_id
    WHERE whole.kind = 'money' AND part.role = 'contribution'
    GROUP BY whole.fact_id, whole.reading_id
) AS p USING (fact_id)
WHERE p.parts > coalesce(w.value_max, 'infinity')
GROUP BY w.fact_id, w.value;

INSERT INTO found
SELECT 'share_above_100', fact_id, NULL, NULL, NULL, value, 100, NULL
FROM checked
WHERE kind = 'percent' AND value > 100 AND (measure IS NULL OR measure LIKE 'share%');

-- Rural and urban shares of one thing make a hundred at most.
INSERT INTO found
SELECT DISTINCT 'shares_above_100', least(c.fact_id, o.fact_id), greatest(c.fact_id, o.fact_id), NULL::bigint, NULL::int,
    CASE WHEN c.fact_id < o.fact_id THEN c.value ELSE o.value END,
    CASE WHEN c.fact_id < o.fact_id THEN o.value ELSE c.value END, NULL
FROM checked AS c
JOIN coopdb.figures AS o ON o.measure = c.measure AND o.place_code = c.place_code AND o.kind = c.kind
WHERE c.kind = 'percent' AND c.setting <> o.setting AND c.status = o.status AND c.measure LIKE 'share%'
    AND (c.period_from, c.period_to, c.sector, c.commune_code, c.programme_id)
    IS NOT DISTINCT FROM (o.period_from, o.period_to, o.sector, o.commune_code, o.programme_id)
    AND coalesce(c.value_min, c.value) + coalesce(o.value_min, o.value) > 100.5;

-- Counted since the same day, and lower later.
INSERT INTO found
SELECT DISTINCT 'cumulative_falls', later.fact_id, earlier.fact_id, NULL::bigint, NULL::int, later.value, earlier.value, NULL
FROM checked AS c
JOIN LATERAL (
    SELECT fact_id, value, value_min, value_max, period_first, period_last, status, setting, sector, commune_code, programme_id,
        NULL AS role, NULL AS payer_id
    FROM coopdb.figures WHERE c.kind <> 'money' AND measure = c.measure AND place_code = c.place_code AND unit = c.unit
    UNION ALL
    SELECT fact_id, value, value_min, value_max, period_first, period_last, status, setting, sector, commune_code, programme_id,
        role, payer_id
    FROM coopdb.funding_figures
    WHERE c.kind = 'money' AND where_code = coalesce(c.commune_code, c.place_code) AND unit = c.unit AND measure = c.measure
) AS o ON o.fact_id <> c.fact_id AND o.period_first = c.period_first
    AND (o.status, o.setting, o.sector, o.commune_code, o.programme_id, o.role, o.payer_id)
    IS NOT DISTINCT FROM (c.status, c.setting, c.sector, c.commune_code, c.programme_id, c.role, c.payer_id)
CROSS JOIN LATERAL (
    SELECT c.fact_id, c.value, c.value_max AS most, c.period_last AS ends WHERE c.period_last > o.period_last
    UNION ALL SELECT o.fact_id, o.value, o.value_max, o.period_last WHERE o.period_last > c.period_last
) AS later
CROSS JOIN LATERAL (
    SELECT c.fact_id, c.value, c.value_min AS least WHERE c.period_last < o.period_last
    UNION ALL SELECT o.fact_id, o.value, o.value_min WHERE o.period_last < c.period_last
) AS earlier
WHERE c.part_of_id IS NULL AND later.most < earlier.least AND c.status = 'reported'
    AND (c.kind = 'money' AND c.role IN ('total', 'contribution') OR c.measure IN ('cooperatives_created', 'jobs_created', 'projects'));

-- An end before its start: the fact was left without the end.
INSERT INTO found
SELECT DISTINCT ON (c.fact_id) 'end_before_start', c.fact_id, NULL, s.reading_id, s.claim_no, c.value, NULL,
    s.period_from || ' … ' || s.period_to
FROM checked AS c
JOIN coopdb.figure_statements AS s USING (fact_id)
WHERE s.period_to < s.period_from COLLATE "C" AND coopdb.last_day(s.period_to) < coopdb.first_day(s.period_from)
ORDER BY c.fact_id, s.reading_id, s.claim_no;
INSERT INTO found
SELECT DISTINCT ON (s.fact_id) 'end_before_start', s.fact_id, NULL, s.reading_id, s.claim_no, NULL, NULL, e.date_from || ' … ' || e.date_to
FROM to_check AS t
JOIN coopdb.event_statements AS s USING (fact_id)
JOIN coopdb.claimed_events AS e USING (reading_id, claim_no)
WHERE e.date_to < e.date_from COLLATE "C" AND coopdb.last_day(e.date_to) < coopdb.first_day(e.date_from)
ORDER BY s.fact_id, s.reading_id, s.claim_no;

-- Copies of one dispatch, or reports of one slogan or one edition in one place and year, that date it otherwise.
INSERT INTO found
SELECT DISTINCT 'two_dates', least(s.fact_id, o.fact_id), greatest(s.fact_id, o.fact_id), NULL::bigint, NULL::int,
    NULL::numeric, NULL::numeric,
    least(s.date_from COLLATE "C", o.date_from) || ' / ' || greatest(s.date_from COLLATE "C", o.date_from)
FROM to_check AS t
JOIN coopdb.event_statements AS s USING (fact_id)
JOIN coopdb.event_statements AS o
    ON o.type = s.type AND o.fact_id <> s.fact_id AND o.article_id <> s.article_id
    AND (o.source_key = s.source_key
        OR ((o.slogan_key = s.slogan_key OR o.edition = s.edition) AND left(o.date_from, 4) = left(s.date_from, 4)))
WHERE s.standing = 'reported' AND o.standing = 'reported' AND s.place_code = o.place_code
    AND NOT starts_with(s.date_from, o.date_from) AND NOT starts_with(o.date_from, s.date_from);

-- Codes that no list holds.
INSERT INTO found
SELECT DISTINCT 'unknown_code', c.fact_id, NULL, NULL::bigint, NULL::int, c.value, NULL::numeric, u.list || ' ' || u.code
FROM checked AS c
CROSS JOIN LATERAL (
    SELECT 'unit' AS list, id AS code FROM coopdb.units WHERE id = c.unit AND NOT is_known
    UNION ALL SELECT 'measure', id FROM coopdb.measures WHERE id = c.measure AND NOT is_known
    UNION ALL SELECT 'status', id FROM coopdb.statuses WHERE id = c.status AND NOT is_known
    UNION ALL SELECT 'role', id FROM coopdb.roles WHERE id = c.role AND NOT is_known
    UNION ALL SELECT 'place', code FROM coopdb.places WHERE code IN (c.place_code, c.commune_code) AND NOT is_known
) AS u;

INSERT INTO coopdb.conflicts (conflict_id, reason, fact_id, other_fact_id, reading_id, claim_no, value, other_value, detail)
SELECT DISTINCT ON (conflict_id) conflict_id, reason, fact_id, other_fact_id, reading_id, claim_no, value, other_value, detail
FROM (
    SELECT f.*, 'X' || left(md5(ROW(f.reason, f.fact_id, f.other_fact_id, f.value, f.other_value, f.detail,
        CASE f.reason WHEN 'corrected' THEN f.claim_no END)::text), 16) AS conflict_id
    FROM found AS f
    WHERE EXISTS (SELECT FROM coopdb.facts AS x WHERE x.fact_id = f.fact_id)
        AND (f.other_fact_id IS NULL OR EXISTS (SELECT FROM coopdb.facts AS x WHERE x.fact_id = f.other_fact_id))
) AS f
ORDER BY conflict_id, reading_id, claim_no
ON CONFLICT DO NOTHING;
DROP TABLE to_check, near_by, found, checked;
