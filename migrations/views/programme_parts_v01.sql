-- Which phases, axes, principles and objectives does a programme have?
-- Grain: a part of a programme. Key: programme_id, part_id.
CREATE VIEW report.programme_parts AS
SELECT
    w.programme_id,
    g.name_ar AS programme_ar,
    g.name_fr AS programme_fr,
    g.name_en AS programme_en,
    w.part_id,
    w.kind,
    kind.name_ar AS kind_ar,
    kind.name_fr AS kind_fr,
    kind.name_en AS kind_en,
    w.position,
    w.name_ar,
    w.name_fr,
    w.name_en,
    coalesce(own.n_articles, 0) AS n_articles,
    w.source
FROM coopdb.programme_parts AS w
JOIN coopdb.programmes AS g ON g.id = w.programme_id
LEFT JOIN coopdb.part_kinds AS kind ON kind.id = w.kind
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'programme' AND own.entity_id = w.part_id;
