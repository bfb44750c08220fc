-- Which legal texts are cited, how often, what is their state, what replaced what?
-- Grain: a legal text, however it is printed. Key: legal_reference_id.
CREATE VIEW report.legal_references AS
SELECT
    l.id AS legal_reference_id,
    l.kind,
    kind.name_ar AS kind_ar,
    kind.name_fr AS kind_fr,
    kind.name_en AS kind_en,
    l.number,
    l.title_ar,
    l.title_fr,
    l.title_en,
    l.legal_status,
    state.name_ar AS legal_status_ar,
    state.name_fr AS legal_status_fr,
    state.name_en AS legal_status_en,
    l.issued_on,
    l.published_on,
    (SELECT min(o.number) FROM coopdb.legal_replacements AS x JOIN coopdb.legal_references AS o ON o.id = x.older_id
        WHERE x.newer_id = l.id) AS replaces,
    (SELECT min(o.number) FROM coopdb.legal_replacements AS x JOIN coopdb.legal_references AS o ON o.id = x.newer_id
        WHERE x.older_id = l.id) AS replaced_by,
    implemented.number AS implements,
    coalesce(own.n_articles, 0) AS n_articles,
    l.is_known,
    l.source
FROM coopdb.legal_references AS l
LEFT JOIN coopdb.legal_kinds AS kind ON kind.id = l.kind
LEFT JOIN coopdb.legal_states AS state ON state.id = l.legal_status
LEFT JOIN coopdb.legal_references AS implemented ON implemented.id = l.implements_id
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'legal_reference' AND own.entity_id = l.id;
