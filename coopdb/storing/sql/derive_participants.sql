-- Who took part in the events that changed, and what happened in them. In: event_members, from derive_events.

INSERT INTO coopdb.event_institutions (event_id, role, institution_id, n_articles)
SELECT m.event_id, r.id, i.id, count(DISTINCT m.article_id)
FROM event_members AS m
JOIN coopdb.claimed_event_institutions AS c USING (reading_id, claim_no)
JOIN coopdb.participation_roles AS r ON r.id = c.role
JOIN coopdb.institutions AS i ON i.id = c.institution_id
GROUP BY m.event_id, r.id, i.id;

INSERT INTO coopdb.event_people (event_id, role, person_id, position_id, speaks, n_articles)
SELECT
    m.event_id, r.id, p.person_id, min(n.id COLLATE "C"), bool_or(coalesce(p.speaks, false)), count(DISTINCT m.article_id)
FROM event_members AS m
JOIN coopdb.claimed_event_people AS c USING (reading_id, claim_no)
JOIN coopdb.claimed_people AS p ON (p.reading_id, p.claim_no) = (c.reading_id, c.person_no)
JOIN coopdb.participation_roles AS r
    ON r.id = CASE WHEN p.speaks THEN 'speaker' WHEN p.role = 'mentioned' THEN 'present' ELSE coalesce(p.role, 'present') END
LEFT JOIN coopdb.positions AS n ON n.id = md5(ROW(p.person_id, p.position, p.institution_id, p.institution_name)::text)
GROUP BY m.event_id, r.id, p.person_id;

INSERT INTO coopdb.event_items (event_id, position, kind, text_ar, reading_id, claim_no, item_no)
SELECT
    event_id, row_number() OVER (PARTITION BY event_id ORDER BY place_in_line, item_no), kind, text, reading_id, claim_no,
    item_no
FROM (
    -- The same words in two reports are one item.
    SELECT DISTINCT ON (m.event_id, i.kind, i.text) m.event_id, m.place_in_line, i.*
    FROM event_members AS m
    JOIN coopdb.claimed_event_items AS i USING (reading_id, claim_no)
    ORDER BY m.event_id, i.kind, i.text, m.place_in_line, i.item_no
) AS i;
DROP TABLE event_members;
