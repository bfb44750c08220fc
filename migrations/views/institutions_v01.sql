-- Which institutions are named, how often, and what stands above them?
-- Grain: an institution or a branch of one. Key: institution_id.
-- Warning: n_articles is of the institution itself; n_articles_with_branches also of all below it. Never add the two.
CREATE VIEW report.institutions AS
SELECT
    i.id AS institution_id,
    i.name_ar,
    i.name_fr,
    i.name_en,
    i.acronym,
    i.kind,
    kind.name_ar AS kind_ar,
    kind.name_fr AS kind_fr,
    kind.name_en AS kind_en,
    i.parent_id,
    parent.name_ar AS parent_ar,
    parent.name_fr AS parent_fr,
    parent.name_en AS parent_en,
    i.jurisdiction AS place_code,
    place.name_ar AS place_ar,
    place.name_fr AS place_fr,
    place.name_en AS place_en,
    i.valid_from,
    i.valid_to,
    coalesce(own.n_articles, 0) AS n_articles,
    coalesce(rolled.n_articles, 0) AS n_articles_with_branches,
    (SELECT count(DISTINCT e.event_id) FROM coopdb.event_institutions AS e WHERE e.institution_id = i.id) AS n_events,
    i.is_known,
    i.source
FROM coopdb.institutions AS i
LEFT JOIN coopdb.institution_kinds AS kind ON kind.id = i.kind
LEFT JOIN coopdb.institutions AS parent ON parent.id = i.parent_id
LEFT JOIN coopdb.places AS place ON place.code = i.jurisdiction
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'institution' AND own.entity_id = i.id
LEFT JOIN coopdb.mention_counts AS rolled ON rolled.kind = 'institution_or_branch' AND rolled.entity_id = i.id;
