-- Which digital platforms are there, whose, and for what?
-- Grain: a digital platform. Key: platform_id.
-- Warning: where parent_basis is inferred, no article says that it is a part of its parent.
CREATE VIEW report.platforms AS
SELECT
    f.id AS platform_id,
    g.name_ar,
    g.name_fr,
    g.name_en,
    coalesce(f.owner_id, g.owner_id) AS owner_id,
    owner.name_ar AS owner_ar,
    owner.name_fr AS owner_fr,
    owner.name_en AS owner_en,
    coalesce(f.parent_id, g.parent_id) AS parent_id,
    parent.name_ar AS parent_ar,
    parent.name_fr AS parent_fr,
    parent.name_en AS parent_en,
    f.parent_basis,
    g.purpose_ar,
    g.purpose_fr,
    g.purpose_en,
    g.starts AS starts_in,
    coalesce(own.n_articles, 0) AS n_articles,
    g.is_known,
    g.source
FROM coopdb.platforms AS f
JOIN coopdb.programmes AS g ON g.id = f.id
LEFT JOIN coopdb.institutions AS owner ON owner.id = coalesce(f.owner_id, g.owner_id)
LEFT JOIN coopdb.programmes AS parent ON parent.id = coalesce(f.parent_id, g.parent_id)
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'programme' AND own.entity_id = f.id;
