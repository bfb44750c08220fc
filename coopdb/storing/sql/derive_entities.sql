-- What articles name: counted once an article, and rows of their own for what no list knows.
-- In: touched_articles. Out: article_mentions, mention_counts; institutions, programmes, legal references, cooperatives,
-- people and positions that stand on articles alone.

INSERT INTO mention_changes (kind, entity_id, change)
SELECT m.kind, m.entity_id, -1 FROM touched_articles AS t JOIN coopdb.article_mentions AS m USING (article_id);

-- Learn from what came in, and anew, from all their claims, of entities that lost one.
INSERT INTO claims_to_learn_from (reading_id)
SELECT r.reading_id FROM touched_articles AS t JOIN coopdb.readings AS r ON r.article_id = t.article_id AND r.is_current;
CREATE TEMP TABLE to_forget ON COMMIT DROP AS SELECT DISTINCT kind, entity_id FROM mention_changes;
INSERT INTO claims_to_learn_from (reading_id)
SELECT DISTINCT r.reading_id
FROM to_forget AS f
JOIN coopdb.article_mentions AS m USING (kind, entity_id)
JOIN coopdb.readings AS r ON r.article_id = m.article_id AND r.is_current
WHERE f.kind IN ('institution', 'programme', 'legal_reference', 'cooperative', 'person')
    AND (f.kind, f.entity_id) NOT IN (SELECT 'institution', id FROM coopdb.institutions WHERE is_known)
    AND (f.kind, f.entity_id) NOT IN (SELECT 'programme', id FROM coopdb.programmes WHERE is_known)
    AND (f.kind, f.entity_id) NOT IN (SELECT 'legal_reference', id FROM coopdb.legal_references WHERE is_known)
ON CONFLICT DO NOTHING;
-- Whose parent changes: what stands above them is counted again in every article that names them.
CREATE TEMP TABLE parents_before ON COMMIT DROP AS
SELECT 'institution' AS kind, i.id, i.parent_id
FROM coopdb.institutions AS i
WHERE NOT i.is_known AND i.id IN (
    SELECT entity_id FROM to_forget WHERE kind = 'institution'
    UNION SELECT institution_id FROM claims_to_learn_from JOIN coopdb.claimed_institutions USING (reading_id)
)
UNION ALL
SELECT 'programme', p.id, p.parent_id
FROM coopdb.programmes AS p
WHERE NOT p.is_known AND p.id IN (
    SELECT entity_id FROM to_forget WHERE kind = 'programme'
    UNION SELECT programme_id FROM claims_to_learn_from JOIN coopdb.claimed_programmes USING (reading_id)
);
UPDATE coopdb.institutions SET name_ar = NULL, kind = NULL, parent_id = NULL, jurisdiction = NULL
WHERE NOT is_known AND id IN (SELECT entity_id FROM to_forget WHERE kind = 'institution');
UPDATE coopdb.programmes SET name_ar = NULL, kind = NULL, parent_id = NULL, owner_id = NULL, purpose_ar = NULL
WHERE NOT is_known AND id IN (SELECT entity_id FROM to_forget WHERE kind = 'programme');
UPDATE coopdb.cooperatives SET kind = NULL, trade = NULL, place_code = NULL, commune_code = NULL
WHERE id IN (SELECT entity_id FROM to_forget WHERE kind = 'cooperative');

INSERT INTO coopdb.institutions AS i (id, name_ar, kind, parent_id, jurisdiction, is_known)
SELECT
    c.id, min(c.name COLLATE "C"), min(k.id COLLATE "C"), min(p.id COLLATE "C"), min(l.code COLLATE "C"), false
FROM (
    SELECT c.institution_id AS id, c.name, c.kind, c.parent_id, c.place_code
    FROM claims_to_learn_from JOIN coopdb.claimed_institutions AS c USING (reading_id)
    UNION ALL
    SELECT c.institution_id, c.name, NULL, NULL, NULL
    FROM claims_to_learn_from JOIN coopdb.claimed_event_institutions AS c USING (reading_id)
    UNION ALL
    SELECT c.institution_id, c.institution_name, NULL, NULL, NULL
    FROM claims_to_learn_from JOIN coopdb.claimed_people AS c USING (reading_id) WHERE c.institution_id IS NOT NULL
) AS c
LEFT JOIN coopdb.institution_kinds AS k ON k.id = c.kind
-- Only what the lexicon knows can stand above what it does not, so that nothing stands above itself.
LEFT JOIN coopdb.institutions AS p ON p.id = c.parent_id AND p.is_known
LEFT JOIN coopdb.places AS l ON l.code = c.place_code
WHERE NOT EXISTS (SELECT FROM coopdb.institutions AS known WHERE known.id = c.id AND known.is_known)
GROUP BY c.id
ON CONFLICT (id) DO UPDATE SET
    name_ar = least(i.name_ar COLLATE "C", excluded.name_ar), kind = least(i.kind COLLATE "C", excluded.kind),
    parent_id = least(i.parent_id COLLATE "C", excluded.parent_id),
    jurisdiction = least(i.jurisdiction COLLATE "C", excluded.jurisdiction)
WHERE NOT i.is_known;

CREATE TEMP TABLE new_branches ON COMMIT DROP AS
SELECT DISTINCT i.id, i.parent_id
FROM claims_to_learn_from
JOIN coopdb.claimed_institutions AS c USING (reading_id)
JOIN coopdb.institutions AS i ON i.id = c.institution_id
WHERE NOT i.is_known
UNION
SELECT DISTINCT i.id, i.parent_id
FROM claims_to_learn_from
JOIN coopdb.claimed_event_institutions AS c USING (reading_id)
JOIN coopdb.institutions AS i ON i.id = c.institution_id
WHERE NOT i.is_known
UNION
SELECT DISTINCT i.id, i.parent_id
FROM claims_to_learn_from
JOIN coopdb.claimed_people AS c USING (reading_id)
JOIN coopdb.institutions AS i ON i.id = c.institution_id
WHERE NOT i.is_known;
DELETE FROM coopdb.institution_ancestors AS a USING new_branches AS n
WHERE a.institution_id = n.id AND a.ancestor_id <> n.id
    AND NOT EXISTS (
        SELECT FROM coopdb.institution_ancestors AS up WHERE (up.institution_id, up.ancestor_id) = (n.parent_id, a.ancestor_id)
    );
INSERT INTO coopdb.institution_ancestors (institution_id, ancestor_id)
SELECT id, id FROM new_branches
UNION
SELECT n.id, up.ancestor_id
FROM new_branches AS n JOIN coopdb.institution_ancestors AS up ON up.institution_id = n.parent_id
ON CONFLICT DO NOTHING;

INSERT INTO coopdb.programmes AS p (id, name_ar, kind, parent_id, owner_id, purpose_ar, is_known)
SELECT
    c.programme_id, min(c.name COLLATE "C"), min(k.id COLLATE "C"), min(up.id COLLATE "C"), min(o.id COLLATE "C"),
    min(c.purpose COLLATE "C"), false
FROM claims_to_learn_from
JOIN coopdb.claimed_programmes AS c USING (reading_id)
LEFT JOIN coopdb.programme_kinds AS k ON k.id = c.kind
LEFT JOIN coopdb.programmes AS up ON up.id = c.parent_id AND up.is_known
LEFT JOIN coopdb.institutions AS o ON o.id = c.owner_id
WHERE NOT EXISTS (SELECT FROM coopdb.programmes AS known WHERE known.id = c.programme_id AND known.is_known)
GROUP BY c.programme_id
ON CONFLICT (id) DO UPDATE SET
    name_ar = least(p.name_ar COLLATE "C", excluded.name_ar), kind = least(p.kind COLLATE "C", excluded.kind),
    parent_id = least(p.parent_id COLLATE "C", excluded.parent_id), owner_id = least(p.owner_id COLLATE "C", excluded.owner_id),
    purpose_ar = least(p.purpose_ar COLLATE "C", excluded.purpose_ar)
WHERE NOT p.is_known;
-- A figure may name a programme that is named nowhere else.
INSERT INTO coopdb.programmes (id, is_known)
SELECT DISTINCT c.programme_id, false
FROM claims_to_learn_from
JOIN coopdb.claimed_figures AS c USING (reading_id)
WHERE c.programme_id IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO coopdb.programme_ancestors (programme_id, ancestor_id)
SELECT DISTINCT c.programme_id, c.programme_id
FROM claims_to_learn_from
JOIN coopdb.claimed_figures AS c USING (reading_id)
WHERE c.programme_id IS NOT NULL
ON CONFLICT DO NOTHING;
DELETE FROM coopdb.programme_ancestors AS a USING claims_to_learn_from
JOIN coopdb.claimed_programmes AS c USING (reading_id)
JOIN coopdb.programmes AS p ON p.id = c.programme_id AND NOT p.is_known
WHERE a.programme_id = p.id AND a.ancestor_id <> p.id
    AND NOT EXISTS (
        SELECT FROM coopdb.programme_ancestors AS up WHERE (up.programme_id, up.ancestor_id) = (p.parent_id, a.ancestor_id)
    );
INSERT INTO coopdb.programme_ancestors (programme_id, ancestor_id)
SELECT p.id, coalesce(up.ancestor_id, p.id)
FROM claims_to_learn_from
JOIN coopdb.claimed_programmes AS c USING (reading_id)
JOIN coopdb.programmes AS p ON p.id = c.programme_id AND NOT p.is_known
LEFT JOIN coopdb.programme_ancestors AS up ON up.programme_id = p.parent_id OR (up.programme_id, up.ancestor_id) = (p.id, p.id)
ON CONFLICT DO NOTHING;
INSERT INTO coopdb.programme_ancestors (programme_id, ancestor_id)
SELECT p.id, p.id
FROM claims_to_learn_from
JOIN coopdb.claimed_programmes AS c USING (reading_id)
JOIN coopdb.programmes AS p ON p.id = c.programme_id AND NOT p.is_known
ON CONFLICT DO NOTHING;
INSERT INTO coopdb.platforms AS f (id, owner_id)
SELECT c.programme_id, min(o.id COLLATE "C")
FROM claims_to_learn_from
JOIN coopdb.claimed_programmes AS c USING (reading_id)
LEFT JOIN coopdb.institutions AS o ON o.id = c.owner_id
WHERE c.kind = 'platform'
GROUP BY c.programme_id
ON CONFLICT (id) DO UPDATE SET owner_id = least(f.owner_id COLLATE "C", excluded.owner_id)
WHERE EXISTS (SELECT FROM coopdb.programmes AS p WHERE p.id = f.id AND NOT p.is_known);

INSERT INTO coopdb.legal_references AS l (id, kind, number, title_ar, legal_status, issued_on, is_known)
SELECT
    c.legal_reference_id, min(k.id COLLATE "C"), min(c.number COLLATE "C"), min(c.subject COLLATE "C"),
    min(s.id COLLATE "C"), min(CASE WHEN length(c.issued_on) = 10 THEN coopdb.first_day(c.issued_on) END), false
FROM claims_to_learn_from
JOIN coopdb.claimed_legal_references AS c USING (reading_id)
LEFT JOIN coopdb.legal_kinds AS k ON k.id = c.kind
LEFT JOIN coopdb.legal_states AS s ON s.id = c.state
WHERE NOT EXISTS (SELECT FROM coopdb.legal_references AS known WHERE known.id = c.legal_reference_id AND known.is_known)
GROUP BY c.legal_reference_id
ON CONFLICT (id) DO UPDATE SET
    title_ar = least(l.title_ar COLLATE "C", excluded.title_ar),
    legal_status = least(l.legal_status COLLATE "C", excluded.legal_status),
    issued_on = least(l.issued_on, excluded.issued_on)
WHERE NOT l.is_known;

INSERT INTO coopdb.cooperatives AS o (id, name_ar, kind, trade, place_code, commune_code)
SELECT
    c.cooperative_id, min(c.name COLLATE "C"), min(k.id COLLATE "C"), min(c.trade COLLATE "C"), min(p.code COLLATE "C"),
    min(m.code COLLATE "C")
FROM claims_to_learn_from
JOIN coopdb.claimed_cooperatives AS c USING (reading_id)
LEFT JOIN coopdb.cooperative_kinds AS k ON k.id = c.kind
LEFT JOIN coopdb.places AS p ON p.code = c.place_code
LEFT JOIN coopdb.places AS m ON m.code = c.commune_code
GROUP BY c.cooperative_id
ON CONFLICT (id) DO UPDATE SET
    name_ar = least(o.name_ar COLLATE "C", excluded.name_ar), kind = least(o.kind COLLATE "C", excluded.kind),
    trade = least(o.trade COLLATE "C", excluded.trade), place_code = least(o.place_code COLLATE "C", excluded.place_code),
    commune_code = least(o.commune_code COLLATE "C", excluded.commune_code);

INSERT INTO coopdb.people AS p (id, name_ar)
SELECT c.person_id, min(c.name COLLATE "C")
FROM claims_to_learn_from
JOIN coopdb.claimed_people AS c USING (reading_id)
GROUP BY c.person_id
ON CONFLICT (id) DO UPDATE SET name_ar = least(p.name_ar COLLATE "C", excluded.name_ar)
WHERE p.name_ar COLLATE "C" > excluded.name_ar;
INSERT INTO coopdb.positions (id, person_id, position_ar, institution_id, institution_ar)
SELECT DISTINCT ON (md5(ROW(c.person_id, c.position, c.institution_id, c.institution_name)::text))
    md5(ROW(c.person_id, c.position, c.institution_id, c.institution_name)::text), c.person_id, c.position, i.id,
    c.institution_name
FROM claims_to_learn_from
JOIN coopdb.claimed_people AS c USING (reading_id)
LEFT JOIN coopdb.institutions AS i ON i.id = c.institution_id
WHERE c.position IS NOT NULL OR c.institution_id IS NOT NULL OR c.institution_name IS NOT NULL
ON CONFLICT DO NOTHING;

-- Mentions of the articles that changed, each once.
DELETE FROM coopdb.article_mentions USING touched_articles AS t WHERE article_mentions.article_id = t.article_id;
CREATE TEMP TABLE named ON COMMIT DROP AS
SELECT r.article_id, r.reading_id
FROM touched_articles AS t JOIN coopdb.readings AS r ON r.article_id = t.article_id AND r.is_current;
INSERT INTO coopdb.article_mentions (article_id, kind, entity_id)
SELECT n.article_id, 'institution', c.institution_id FROM named AS n JOIN coopdb.claimed_institutions AS c USING (reading_id)
UNION
SELECT n.article_id, 'institution', c.institution_id
FROM named AS n JOIN coopdb.claimed_event_institutions AS c USING (reading_id)
UNION
SELECT n.article_id, 'programme', c.programme_id FROM named AS n JOIN coopdb.claimed_programmes AS c USING (reading_id)
UNION
SELECT n.article_id, 'programme', c.programme_id
FROM named AS n JOIN coopdb.claimed_figures AS c USING (reading_id) WHERE c.programme_id IS NOT NULL
UNION
SELECT n.article_id, 'cooperative', c.cooperative_id FROM named AS n JOIN coopdb.claimed_cooperatives AS c USING (reading_id)
UNION
SELECT n.article_id, 'legal_reference', c.legal_reference_id
FROM named AS n JOIN coopdb.claimed_legal_references AS c USING (reading_id)
UNION
SELECT n.article_id, 'person', c.person_id FROM named AS n JOIN coopdb.claimed_people AS c USING (reading_id)
UNION
SELECT n.article_id, 'person_speaking', c.person_id
FROM named AS n JOIN coopdb.claimed_people AS c USING (reading_id) WHERE c.speaks OR c.role = 'speaker'
UNION
SELECT n.article_id, 'person_present', c.person_id
FROM named AS n JOIN coopdb.claimed_people AS c USING (reading_id) WHERE c.speaks OR c.role IN ('speaker', 'present')
UNION
SELECT n.article_id, 'position', md5(ROW(c.person_id, c.position, c.institution_id, c.institution_name)::text)
FROM named AS n JOIN coopdb.claimed_people AS c USING (reading_id)
WHERE c.position IS NOT NULL OR c.institution_id IS NOT NULL OR c.institution_name IS NOT NULL
UNION
SELECT n.article_id, 'place', p.code
FROM named AS n
JOIN coopdb.claimed_places AS c USING (reading_id)
JOIN coopdb.places AS p ON p.code IN (c.place_code, c.commune_code) AND p.is_known
UNION
SELECT n.article_id, 'occasion', c.occasion
FROM named AS n JOIN coopdb.claimed_events AS c USING (reading_id) WHERE c.occasion IS NOT NULL;
-- And what stands above: in these, and in others that name a body whose parent changed.
CREATE TEMP TABLE to_roll_up ON COMMIT DROP AS
SELECT DISTINCT m.article_id
FROM parents_before AS b
LEFT JOIN coopdb.institutions AS i ON b.kind = 'institution' AND i.id = b.id
LEFT JOIN coopdb.programmes AS p ON b.kind = 'programme' AND p.id = b.id
JOIN coopdb.article_mentions AS m ON (m.kind, m.entity_id) = (b.kind, b.id)
WHERE b.parent_id IS DISTINCT FROM coalesce(i.parent_id, p.parent_id)
    AND NOT EXISTS (SELECT FROM touched_articles AS t WHERE t.article_id = m.article_id);
INSERT INTO mention_changes (kind, entity_id, change)
SELECT m.kind, m.entity_id, -1
FROM to_roll_up AS t
JOIN coopdb.article_mentions AS m USING (article_id)
WHERE m.kind IN ('institution_or_branch', 'programme_or_part');
DELETE FROM coopdb.article_mentions AS m USING to_roll_up AS t
WHERE m.article_id = t.article_id AND m.kind IN ('institution_or_branch', 'programme_or_part');
INSERT INTO coopdb.article_mentions (article_id, kind, entity_id)
SELECT DISTINCT m.article_id, 'institution_or_branch', up.ancestor_id
FROM (SELECT article_id FROM named UNION SELECT article_id FROM to_roll_up) AS n
JOIN coopdb.article_mentions AS m ON m.article_id = n.article_id AND m.kind = 'institution'
JOIN coopdb.institution_ancestors AS up ON up.institution_id = m.entity_id
UNION
SELECT DISTINCT m.article_id, 'programme_or_part', up.ancestor_id
FROM (SELECT article_id FROM named UNION SELECT article_id FROM to_roll_up) AS n
JOIN coopdb.article_mentions AS m ON m.article_id = n.article_id AND m.kind = 'programme'
JOIN coopdb.programme_ancestors AS up ON up.programme_id = m.entity_id;

INSERT INTO mention_changes (kind, entity_id, change)
SELECT m.kind, m.entity_id, 1 FROM touched_articles AS t JOIN coopdb.article_mentions AS m USING (article_id)
UNION ALL
SELECT m.kind, m.entity_id, 1
FROM to_roll_up AS t
JOIN coopdb.article_mentions AS m USING (article_id)
WHERE m.kind IN ('institution_or_branch', 'programme_or_part');
INSERT INTO coopdb.mention_counts AS c (kind, entity_id, n_articles)
SELECT kind, entity_id, sum(change) FROM mention_changes GROUP BY kind, entity_id HAVING sum(change) <> 0
ON CONFLICT (kind, entity_id) DO UPDATE SET n_articles = c.n_articles + excluded.n_articles;
UPDATE coopdb.positions AS p SET n_articles = c.n_articles
FROM (SELECT DISTINCT entity_id FROM mention_changes WHERE kind = 'position') AS t
JOIN coopdb.mention_counts AS c ON c.kind = 'position' AND c.entity_id = t.entity_id
WHERE p.id = t.entity_id AND p.n_articles <> c.n_articles;
DROP TABLE new_branches, named, parents_before, to_roll_up;
