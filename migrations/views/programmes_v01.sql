-- What is known of each programme: whose it is, part of what, for what, how often named?
-- Grain: a programme, phase, strategy, competition or platform. Key: programme_id.
CREATE VIEW report.programmes AS
SELECT
    g.id AS programme_id,
    g.name_ar,
    g.name_fr,
    g.name_en,
    g.acronym,
    g.kind,
    kind.name_ar AS kind_ar,
    kind.name_fr AS kind_fr,
    kind.name_en AS kind_en,
    g.parent_id,
    parent.name_ar AS parent_ar,
    parent.name_fr AS parent_fr,
    parent.name_en AS parent_en,
    g.owner_id,
    owner.name_ar AS owner_ar,
    owner.name_fr AS owner_fr,
    owner.name_en AS owner_en,
    g.starts AS starts_in,
    g.ends AS ends_in,
    g.purpose_ar,
    g.purpose_fr,
    g.purpose_en,
    coalesce(own.n_articles, 0) AS n_articles,
    coalesce(rolled.n_articles, 0) AS n_articles_with_parts,
    g.is_known,
    g.source
FROM coopdb.programmes AS g
LEFT JOIN coopdb.programme_kinds AS kind ON kind.id = g.kind
LEFT JOIN coopdb.programmes AS parent ON parent.id = g.parent_id
LEFT JOIN coopdb.institutions AS owner ON owner.id = g.owner_id
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'programme' AND own.entity_id = g.id
LEFT JOIN coopdb.mention_counts AS rolled ON rolled.kind = 'programme_or_part' AND rolled.entity_id = g.id;
