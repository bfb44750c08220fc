-- Statements that are one and the same figure become one group, and rounded groups join the one that they round.
-- In: touched_cells, new_statements. A cell is one value of one kind, unit, status, setting and sector in one place.
-- Out: figure_groups of these cells; figure_statements, the new ones and those whose group or fact is another now; and
-- affected_facts: those that gain or lose a claim; said_beside: what is said where a claim moved between sums.

-- A value that came or went can change what its rounded forms belong to, and what those of these do.
CREATE TEMP TABLE cells ON COMMIT DROP AS
WITH RECURSIVE reached AS (
    SELECT * FROM touched_cells
    UNION
    SELECT c.place_key, c.kind, c.unit, c.status, c.setting, c.sector, form
    FROM reached AS c
    CROSS JOIN LATERAL coopdb.rounded_forms(c.value) AS form
    CROSS JOIN LATERAL (
        SELECT FROM coopdb.figure_groups AS g
        WHERE (g.place_key, g.kind, g.unit, g.status, g.value) = (c.place_key, c.kind, c.unit, c.status, form)
            AND (g.setting, g.sector) = (c.setting, c.sector)
        LIMIT 1
    ) AS there
)
SELECT row_number() OVER ()::int AS cell_no, reached.* FROM reached;
ANALYZE cells (cell_no, place_key, value);
-- Looked up one by one (OFFSET 0 keeps it so): a batch touches few cells of a large table.
CREATE TEMP TABLE groups_before ON COMMIT DROP AS
SELECT c.cell_no, g.*
FROM cells AS c
CROSS JOIN LATERAL (
    SELECT g.group_id, 'F' || g.fact_group_id AS fact_id
    FROM coopdb.figure_groups AS g
    WHERE (g.place_key, g.kind, g.unit, g.status, g.value) = (c.place_key, c.kind, c.unit, c.status, c.value)
        AND (g.setting, g.sector) = (c.setting, c.sector)
    OFFSET 0
) AS g;
ANALYZE groups_before;

-- A payer's whole envelope and a payer's contribution are one thing: the role tells them apart only without payer.
INSERT INTO cell_statements
SELECT
    s.cell_no, ROW(role.key, s.measure, s.commune_code, s.period_from, s.period_to, s.programme_id, s.payer_id)::text,
    s.reading_id, s.claim_no, s.group_id, s.fact_id,
    CASE
        WHEN s.said <> s.value THEN 9
        ELSE coalesce(array_position(ARRAY['exact', 'at_least', 'over', 'about', 'at_most', 'under'], s.qualifier), 7)
    END,
    role.key, s.measure, s.commune_code, s.period_from, s.period_to, s.programme_id, s.payer_id
FROM (
    SELECT c.cell_no, s.*
    FROM cells AS c
    JOIN new_statements AS s USING (place_key, kind, unit, status, setting, sector, value)
    UNION ALL
    SELECT g.cell_no, s.*
    FROM groups_before AS g
    JOIN coopdb.figure_statements AS s USING (fact_id)
    WHERE s.group_id = g.group_id
) AS s
CROSS JOIN LATERAL (
    SELECT CASE WHEN s.payer_id IS NOT NULL AND s.role IN ('total', 'contribution') THEN 'paid' ELSE s.role END AS key
) AS role;
INSERT INTO cell_tuples
SELECT
    row_number() OVER (), cell_no, tuple_key, min(role), min(measure), min(commune_code), min(period_from), min(period_to),
    min(programme_id), min(payer_id), min(qualifier_rank)
FROM cell_statements
GROUP BY cell_no, tuple_key;
ANALYZE cell_tuples (tuple_no, cell_no);

-- In most cells nothing disagrees: they are one group. Elsewhere what says less joins the one that says more.
WITH pairs AS (
    SELECT
        a.tuple_no AS less, b.tuple_no AS more, a.cell_no,
        agrees,
        agrees
        AND (a.role IS NULL OR b.role IN (a.role, 'paid')) AND (a.measure IS NULL OR b.measure IS NOT NULL)
        AND (a.commune_code IS NULL OR b.commune_code IS NOT NULL)
        AND (a.programme_id IS NULL OR coopdb.is_within(b.programme_id, a.programme_id)) AND (a.payer_id IS NULL OR b.payer_id IS NOT NULL)
        AND coalesce(length(a.period_from), 0) <= coalesce(length(b.period_from), 0)
        AND coalesce(length(a.period_to), 0) <= coalesce(length(b.period_to), 0) AS is_covered
    FROM cell_tuples AS a
    JOIN cell_tuples AS b ON b.cell_no = a.cell_no AND b.tuple_no <> a.tuple_no
    CROSS JOIN LATERAL (
        SELECT coopdb.roles_agree(a.role, b.role) AND coopdb.measures_agree(a.measure, b.measure)
            AND coopdb.agree(a.commune_code, b.commune_code) AND coopdb.programmes_agree(a.programme_id, b.programme_id)
            AND coopdb.agree(a.payer_id, b.payer_id)
            AND coopdb.periods_agree(a.period_from, a.period_to, b.period_from, b.period_to) AS agrees
    ) AS judged
),
clean AS (
    SELECT t.cell_no, min(t.tuple_no) AS leader_no
    FROM cell_tuples AS t
    WHERE NOT EXISTS (SELECT FROM pairs AS p WHERE p.cell_no = t.cell_no AND NOT p.agrees)
    GROUP BY t.cell_no
),
fullest AS (
    SELECT t.tuple_no FROM cell_tuples AS t
    WHERE NOT EXISTS (SELECT FROM pairs AS p WHERE p.less = t.tuple_no AND p.is_covered)
),
led AS (
    SELECT p.less AS tuple_no, min(p.more) AS leader_no, count(*) AS leaders
    FROM pairs AS p
    JOIN fullest AS f ON f.tuple_no = p.more
    WHERE p.is_covered
    GROUP BY p.less
)
UPDATE cell_tuples AS t SET
    leader_no = coalesce(c.leader_no, CASE WHEN l.leaders = 1 THEN l.leader_no END, t.tuple_no)
FROM cell_tuples AS own
LEFT JOIN clean AS c USING (cell_no)
LEFT JOIN led AS l USING (tuple_no)
WHERE own.tuple_no = t.tuple_no;

CREATE TEMP TABLE new_groups ON COMMIT DROP AS
SELECT
    left(md5(ROW(place_key, kind, unit, status, setting, sector, value, role, measure, commune_code, period_from,
        period_to, programme_id, payer_id)::text), 16) AS group_id,
    coopdb.step_of(value) AS step,
    coalesce((ARRAY['exact', 'at_least', 'over', 'about', 'at_most', 'under'])[qualifier_rank], 'about') AS qualifier,
    cells.*, g.*
FROM (
    SELECT
        cell_no AS of_cell, leader_no, CASE WHEN bool_or(role = 'paid') THEN 'paid' ELSE max(role) END AS role,
        (array_agg(measure ORDER BY measure = 'support_to_cooperatives' DESC, qualifier_rank, measure)
            FILTER (WHERE measure IS NOT NULL))[1] AS measure,
        max(commune_code) AS commune_code,
        (array_agg(period_from ORDER BY length(period_from) DESC NULLS LAST, period_from))[1] AS period_from,
        (array_agg(period_to ORDER BY length(period_to) DESC NULLS LAST, period_to))[1] AS period_to,
        -- The word of the exact claims, and among those of the part rather than of the whole.
        (array_agg(programme_id ORDER BY qualifier_rank, depth DESC, programme_id) FILTER (WHERE programme_id IS NOT NULL))[1]
            AS programme_id,
        max(payer_id) AS payer_id, min(qualifier_rank) AS qualifier_rank
    FROM cell_tuples
    LEFT JOIN (
        SELECT programme_id AS id, count(*) AS depth FROM coopdb.programme_ancestors GROUP BY programme_id
    ) AS p ON p.id = programme_id
    GROUP BY cell_no, leader_no
) AS g
JOIN cells ON cells.cell_no = g.of_cell;
ANALYZE new_groups (group_id, leader_no);

DELETE FROM coopdb.figure_groups AS g USING groups_before AS b
WHERE g.group_id = b.group_id AND NOT EXISTS (SELECT FROM new_groups AS n WHERE n.group_id = b.group_id);
-- Two that differ in nothing once completed are one (2025 and 2025-12, said with and without a programme).
INSERT INTO coopdb.figure_groups AS g (
    group_id, kind, unit, status, setting, sector, place_key, value, role, measure, commune_code, period_from, period_to,
    programme_id, payer_id, step, qualifier, fact_group_id
)
SELECT DISTINCT ON (group_id)
    group_id, kind, unit, status, setting, sector, place_key, value, role, measure, commune_code, period_from, period_to,
    programme_id, payer_id, step, qualifier, group_id
FROM new_groups
ORDER BY group_id, qualifier_rank
ON CONFLICT (group_id) DO UPDATE SET qualifier = excluded.qualifier WHERE g.qualifier <> excluded.qualifier;

-- It joins where exactly one of the finer ones, of the same dimensions in the same place, rounds nothing itself.
CREATE TEMP TABLE roundings ON COMMIT DROP AS
SELECT n.group_id, min(finest.group_id) AS rounded_id
FROM (SELECT DISTINCT group_id FROM new_groups) AS n
JOIN coopdb.figure_groups AS g USING (group_id)
CROSS JOIN LATERAL (
    SELECT e.group_id
    FROM coopdb.figure_groups AS e
    WHERE (e.place_key, e.kind, e.unit, e.status) = (g.place_key, g.kind, g.unit, g.status)
        AND e.value BETWEEN g.value - g.step AND g.value + g.step
        -- As stands_for has it: a plain value is large, and near.
        AND (g.qualifier <> 'exact' OR (g.value >= 1000 AND e.value BETWEEN g.value * 0.95 AND g.value * 1.05))
        AND (e.setting, e.sector) = (g.setting, g.sector)
        AND coopdb.stands_for(g.value, g.step, g.qualifier, e.value, e.step)
        AND coopdb.roles_agree(g.role, e.role) AND coopdb.measures_agree(g.measure, e.measure)
        AND coopdb.agree(g.commune_code, e.commune_code) AND coopdb.programmes_agree(g.programme_id, e.programme_id)
        AND coopdb.agree(g.payer_id, e.payer_id)
        AND coopdb.periods_agree(g.period_from, g.period_to, e.period_from, e.period_to)
        AND (
            SELECT x.group_id FROM coopdb.figure_groups AS x
            WHERE (x.place_key, x.kind, x.unit, x.status) = (e.place_key, e.kind, e.unit, e.status)
                AND x.value BETWEEN e.value - e.step AND e.value + e.step
                AND (x.setting, x.sector) = (e.setting, e.sector)
                AND coopdb.stands_for(e.value, e.step, e.qualifier, x.value, x.step)
                AND coopdb.roles_agree(e.role, x.role) AND coopdb.measures_agree(e.measure, x.measure)
                AND coopdb.agree(e.commune_code, x.commune_code) AND coopdb.programmes_agree(e.programme_id, x.programme_id)
                AND coopdb.agree(e.payer_id, x.payer_id)
                AND coopdb.periods_agree(e.period_from, e.period_to, x.period_from, x.period_to)
            LIMIT 1
        ) IS NULL
    LIMIT 2
) AS finest
GROUP BY n.group_id
HAVING count(*) = 1;
UPDATE coopdb.figure_groups AS g SET fact_group_id = coalesce(r.rounded_id, n.group_id)
FROM (SELECT DISTINCT group_id FROM new_groups) AS n
LEFT JOIN roundings AS r USING (group_id)
WHERE n.group_id = g.group_id AND g.fact_group_id <> coalesce(r.rounded_id, n.group_id);

-- Each statement with its group and its fact.
CREATE TEMP TABLE placed ON COMMIT DROP AS
SELECT s.reading_id, s.claim_no, s.fact_id AS fact_before, n.group_id, 'F' || g.fact_group_id AS fact_id
FROM cell_tuples AS t
JOIN new_groups AS n USING (leader_no)
JOIN coopdb.figure_groups AS g USING (group_id)
JOIN cell_statements AS s ON (s.cell_no, s.tuple_key) = (t.cell_no, t.tuple_key)
WHERE (s.group_id, s.fact_id) IS DISTINCT FROM (n.group_id, 'F' || g.fact_group_id);
ANALYZE placed (reading_id, claim_no);
INSERT INTO coopdb.figure_statements (
    reading_id, claim_no, article_id, source_key, kind, unit, status, setting, sector, place_key, value, role, measure,
    commune_code, period_from, period_to, programme_id, payer_id, said, step, qualifier, part_of_no, apart_from_no, event_no,
    attributed_to, beneficiary_unit, beneficiary_count, is_corrected, group_id, fact_id
)
SELECT
    s.reading_id, s.claim_no, article_id, source_key, kind, unit, status, setting, sector, place_key, value, role, measure,
    commune_code, period_from, period_to, programme_id, payer_id, said, step, qualifier, part_of_no, apart_from_no, event_no,
    attributed_to, beneficiary_unit, beneficiary_count, is_corrected, p.group_id, p.fact_id
FROM new_statements AS s
JOIN placed AS p USING (reading_id, claim_no);
UPDATE coopdb.figure_statements AS s SET group_id = p.group_id, fact_id = p.fact_id
FROM placed AS p
WHERE p.fact_before IS NOT NULL AND (s.reading_id, s.claim_no) = (p.reading_id, p.claim_no);

INSERT INTO affected_facts (fact_id)
SELECT fact_id FROM placed UNION SELECT fact_before FROM placed WHERE fact_before IS NOT NULL
ON CONFLICT DO NOTHING;
-- What a claim that moved is said beside may lie in the one sum no more, or in the other now.
INSERT INTO said_beside (fact_id, by_id)
SELECT DISTINCT beside.fact_id, u.fact_id
FROM placed AS p
JOIN coopdb.figure_statements AS s USING (reading_id, claim_no)
JOIN coopdb.article_sources AS source USING (source_key)
JOIN coopdb.readings AS r ON r.article_id = source.article_id AND r.is_current
JOIN coopdb.figure_statements AS beside ON beside.reading_id = r.reading_id
CROSS JOIN LATERAL (VALUES (p.fact_before), (p.fact_id)) AS u (fact_id)
WHERE p.fact_before IS NOT NULL AND s.kind = 'money' AND beside.kind = 'money';
DROP TABLE cells, groups_before, new_groups, roundings, placed;
