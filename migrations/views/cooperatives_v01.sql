-- Which cooperatives do articles call by name, of what trade, where?
-- Grain: a cooperative, union or economic interest group, told apart by kind and name. Key: cooperative_id.
CREATE VIEW report.cooperatives AS
SELECT
    k.id AS cooperative_id,
    k.name_ar,
    k.kind,
    kind.name_ar AS kind_ar,
    kind.name_fr AS kind_fr,
    kind.name_en AS kind_en,
    k.trade,
    k.place_code,
    p.name_ar AS place_ar,
    p.name_fr AS place_fr,
    p.name_en AS place_en,
    k.commune_code,
    commune.name_ar AS commune_ar,
    commune.name_fr AS commune_fr,
    p.province_code,
    p.region_code,
    coalesce(own.n_articles, 0) AS n_articles
FROM coopdb.cooperatives AS k
LEFT JOIN coopdb.cooperative_kinds AS kind ON kind.id = k.kind
LEFT JOIN coopdb.places AS p ON p.code = k.place_code
LEFT JOIN coopdb.places AS commune ON commune.code = k.commune_code
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'cooperative' AND own.entity_id = k.id;
