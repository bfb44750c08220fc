-- Who speaks, is present or attends, as what, for whom?
-- Grain: a person who speaks or is present in an article. Key: person_id. Authors are in report.articles.
-- Warning: people are told apart by their names alone; position and institution are those most often given.
CREATE VIEW report.people AS
SELECT
    p.id AS person_id,
    p.name_ar,
    n.position_ar,
    n.institution_id,
    coalesce(i.name_ar, n.institution_ar) AS institution_ar,
    i.name_fr AS institution_fr,
    i.name_en AS institution_en,
    coalesce(speaking.n_articles, 0) > 0 AS speaks,
    present.n_articles,
    coalesce(speaking.n_articles, 0) AS n_articles_speaking
FROM coopdb.people AS p
JOIN coopdb.mention_counts AS present ON present.kind = 'person_present' AND present.entity_id = p.id
LEFT JOIN coopdb.mention_counts AS speaking ON speaking.kind = 'person_speaking' AND speaking.entity_id = p.id
LEFT JOIN coopdb.positions AS n ON n.id = (
    SELECT m.id FROM coopdb.positions AS m
    WHERE m.person_id = p.id
    ORDER BY m.n_articles DESC, m.position_ar IS NULL, m.id COLLATE "C"
    LIMIT 1
)
LEFT JOIN coopdb.institutions AS i ON i.id = n.institution_id;
