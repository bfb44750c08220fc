-- Statements that are one and the same figure become one group, and rounded groups join the one that they round.
-- In: touched_cells. A cell is one value of one kind, unit, status, setting and sector in one place.
-- Out: figure_groups of these cells, and affected_facts: those that gain or lose a claim.

-- A value that came or went can change what its rounded forms belong to, and what those of these do.
INSERT INTO touched_cells
WITH RECURSIVE reached AS (
    SELECT DISTINCT * FROM touched_cells
    UNION
    SELECT c.place_key, c.kind, c.unit, c.status, c.setting, c.sector, g.value
    FROM reached AS c
    CROSS JOIN LATERAL coopdb.rounded_forms(c.value) AS form
    JOIN LATERAL (
        SELECT s.value FROM coopdb.figure_statements AS s
        WHERE (s.place_key, s.kind, s.unit, s.status, s.setting, s.sector, s.value)
            = (c.place_key, c.kind, c.unit, c.status, c.setting, c.sector, form)
        LIMIT 1
    ) AS g ON true
)
SELECT * FROM reached
EXCEPT
SELECT * FROM touched_cells;
CREATE TEMP TABLE cells ON COMMIT DROP AS
SELECT row_number() OVER () AS cell_no, c.* FROM (SELECT DISTINCT * FROM touched_cells) AS c;
ANALYZE cells;

CREATE TEMP TABLE groups_before ON COMMIT DROP AS
SELECT g.group_id, g.fact_group_id
FROM cells AS c
JOIN coopdb.figure_groups AS g USING (place_key, kind, unit, status, value)
WHERE (g.setting, g.sector) = (c.setting, c.sector);
DELETE FROM coopdb.figure_groups AS g USING cells AS c
WHERE (g.place_key, g.kind, g.unit, g.status, g.setting, g.sector, g.value)
    = (c.place_key, c.kind, c.unit, c.status, c.setting, c.sector, c.value);

-- A payer's whole envelope and a payer's contribution are one thing: the role tells them apart only without payer.
INSERT INTO cell_tuples
SELECT
    row_number() OVER (), c.cell_no, c.place_key, c.kind, c.unit, c.status, c.setting, c.sector, c.value,
    CASE
        WHEN s.payer_id IS NOT NULL AND s.role IN ('total', 'contribution') THEN 'paid'
        ELSE s.role
    END AS role_key,
    s.measure, s.commune_code, s.period_from, s.period_to, s.programme_id, s.payer_id,
    min(CASE
        WHEN s.said <> s.value THEN 9
        ELSE coalesce(array_position(ARRAY['exact', 'at_least', 'over', 'about', 'at_most', 'under'], s.qualifier), 7)
    END)
FROM cells AS c
JOIN coopdb.figure_statements AS s USING (place_key, kind, unit, status, value)
WHERE (s.setting, s.sector) = (c.setting, c.sector)
GROUP BY
    c.cell_no, c.place_key, c.kind, c.unit, c.status, c.setting, c.sector, c.value, role_key, s.measure, s.commune_code,
    s.period_from, s.period_to, s.programme_id, s.payer_id;
ANALYZE cell_tuples;

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
    leader_no = coalesce(c.leader_no, CASE WHEN l.leaders = 1 THEN l.leader_no END, t.tuple_no),
    is_ambiguous = c.leader_no IS NULL AND coalesce(l.leaders, 0) > 1
FROM cell_tuples AS own
LEFT JOIN clean AS c USING (cell_no)
LEFT JOIN led AS l USING (tuple_no)
WHERE own.tuple_no = t.tuple_no;

CREATE TEMP TABLE new_groups ON COMMIT DROP AS
SELECT
    left(md5(ROW(place_key, kind, unit, status, setting, sector, value, role, measure, commune_code, period_from,
        period_to, programme_id, payer_id)::text), 16) AS group_id, g.*
FROM (
    SELECT
        leader_no, place_key, kind, unit, status, setting, sector, value, CASE WHEN bool_or(role = 'paid') THEN 'paid' ELSE max(role) END AS role,
        (array_agg(measure ORDER BY measure = 'support_to_cooperatives' DESC, qualifier_rank, measure)
            FILTER (WHERE measure IS NOT NULL))[1] AS measure,
        max(commune_code) AS commune_code,
        (array_agg(period_from ORDER BY length(period_from) DESC NULLS LAST, period_from))[1] AS period_from,
        (array_agg(period_to ORDER BY length(period_to) DESC NULLS LAST, period_to))[1] AS period_to,
        -- The word of the exact claims, and among those of the part rather than of the whole.
        (array_agg(programme_id ORDER BY qualifier_rank, depth DESC, programme_id) FILTER (WHERE programme_id IS NOT NULL))[1]
            AS programme_id,
        max(payer_id) AS payer_id,
        coopdb.step_of(value) AS step, min(qualifier_rank) AS qualifier_rank, bool_or(is_ambiguous) AS is_ambiguous
    FROM cell_tuples
    LEFT JOIN (
        SELECT programme_id AS id, count(*) AS depth FROM coopdb.programme_ancestors GROUP BY programme_id
    ) AS p ON p.id = programme_id
    GROUP BY leader_no, place_key, kind, unit, status, setting, sector, value
) AS g;

-- Two that differ in nothing once completed are one (2025 and 2025-12, said with and without a programme).
INSERT INTO coopdb.figure_groups (
    group_id, kind, unit, status, setting, sector, place_key, value, role, measure, commune_code, period_from, period_to,
    programme_id, payer_id, step, qualifier, is_ambiguous, fact_group_id
)
SELECT DISTINCT ON (group_id)
    group_id, kind, unit, status, setting, sector, place_key, value, role, measure, commune_code, period_from, period_to,
    programme_id, payer_id, step,
    coalesce((ARRAY['exact', 'at_least', 'over', 'about', 'at_most', 'under'])[qualifier_rank], 'about'), is_ambiguous,
    group_id
FROM new_groups
ORDER BY group_id, qualifier_rank;

CREATE TEMP TABLE moved ON COMMIT DROP AS
SELECT s.reading_id, s.claim_no, s.fact_id AS fact_before, g.group_id
FROM cell_tuples AS t
JOIN new_groups AS g USING (leader_no)
JOIN coopdb.figure_statements AS s
    ON (s.place_key, s.kind, s.unit, s.status, s.setting, s.sector, s.value)
    = (t.place_key, t.kind, t.unit, t.status, t.setting, t.sector, t.value)
    AND (CASE WHEN s.payer_id IS NOT NULL AND s.role IN ('total', 'contribution') THEN 'paid' ELSE s.role END,
        s.measure, s.commune_code, s.period_from, s.period_to, s.programme_id, s.payer_id)
    IS NOT DISTINCT FROM
    (t.role, t.measure, t.commune_code, t.period_from, t.period_to, t.programme_id, t.payer_id)
WHERE s.group_id IS DISTINCT FROM g.group_id;
UPDATE coopdb.figure_statements AS s SET group_id = m.group_id
FROM moved AS m
WHERE (s.reading_id, s.claim_no) = (m.reading_id, m.claim_no);

-- What a group may round: anything finer of the same dimensions, in the same place.
CREATE TEMP TABLE roundings ON COMMIT DROP AS
SELECT g.group_id, e.group_id AS finer_id
FROM new_groups AS n
JOIN coopdb.figure_groups AS g USING (group_id)
JOIN coopdb.figure_groups AS e
    ON (e.place_key, e.kind, e.unit, e.status) = (g.place_key, g.kind, g.unit, g.status)
    AND e.value BETWEEN g.value - g.step AND g.value + g.step
WHERE (e.setting, e.sector) = (g.setting, g.sector)
    AND coopdb.stands_for(g.value, g.step, g.qualifier, e.value, e.step)
    AND coopdb.roles_agree(g.role, e.role) AND coopdb.measures_agree(g.measure, e.measure)
    AND coopdb.agree(g.commune_code, e.commune_code) AND coopdb.programmes_agree(g.programme_id, e.programme_id)
    AND coopdb.agree(g.payer_id, e.payer_id)
    AND coopdb.periods_agree(g.period_from, g.period_to, e.period_from, e.period_to);

-- It joins where exactly one of them rounds nothing itself.
WITH ends AS (
    SELECT r.group_id, r.finer_id
    FROM roundings AS r
    JOIN coopdb.figure_groups AS g ON g.group_id = r.finer_id
    WHERE NOT EXISTS (
        SELECT FROM coopdb.figure_groups AS e
        WHERE (e.place_key, e.kind, e.unit, e.status) = (g.place_key, g.kind, g.unit, g.status)
            AND e.value BETWEEN g.value - g.step AND g.value + g.step
            AND (e.setting, e.sector) = (g.setting, g.sector)
            AND coopdb.stands_for(g.value, g.step, g.qualifier, e.value, e.step)
            AND coopdb.roles_agree(g.role, e.role) AND coopdb.measures_agree(g.measure, e.measure)
            AND coopdb.agree(g.commune_code, e.commune_code) AND coopdb.programmes_agree(g.programme_id, e.programme_id)
            AND coopdb.agree(g.payer_id, e.payer_id)
            AND coopdb.periods_agree(g.period_from, g.period_to, e.period_from, e.period_to)
    )
)
UPDATE coopdb.figure_groups AS g SET fact_group_id = e.finer_id
FROM (SELECT group_id, min(finer_id) AS finer_id FROM ends GROUP BY group_id HAVING count(DISTINCT finer_id) = 1) AS e
WHERE g.group_id = e.group_id;
UPDATE coopdb.figure_groups AS g SET is_ambiguous = true
FROM (SELECT DISTINCT group_id FROM roundings) AS r
WHERE g.group_id = r.group_id AND g.fact_group_id = g.group_id;

-- A fact is written again where a claim, or a whole group, came or went.
INSERT INTO affected_facts (fact_id)
SELECT m.fact_before FROM moved AS m WHERE m.fact_before IS NOT NULL
UNION
SELECT 'F' || g.fact_group_id FROM moved AS m JOIN coopdb.figure_groups AS g USING (group_id)
UNION
SELECT 'F' || u.fact_group_id
FROM groups_before AS b
FULL JOIN (SELECT g.group_id, g.fact_group_id FROM new_groups JOIN coopdb.figure_groups AS g USING (group_id)) AS n USING (group_id)
CROSS JOIN LATERAL (VALUES (b.fact_group_id), (n.fact_group_id)) AS u (fact_group_id)
WHERE b.fact_group_id IS DISTINCT FROM n.fact_group_id AND u.fact_group_id IS NOT NULL
ON CONFLICT DO NOTHING;
DROP TABLE cells, new_groups, roundings, groups_before, moved;
