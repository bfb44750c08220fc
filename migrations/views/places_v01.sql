-- Which places are known, of what level, with how many inhabitants, and how often named?
-- Grain: a place of any level. Key: place_code (ISO 3166-2, HCP for communes, ISO 3166-1 abroad, old: for 1997 to 2015).
CREATE VIEW report.places AS
SELECT
    p.code AS place_code,
    p.level,
    level.name_ar AS level_ar,
    level.name_fr AS level_fr,
    level.name_en AS level_en,
    p.name_ar,
    p.name_fr,
    p.name_en,
    p.province_code,
    province.name_ar AS province_ar,
    province.name_fr AS province_fr,
    coalesce(province.name_en, province.name_fr) AS province_en,
    p.region_code,
    region.name_ar AS region_ar,
    region.name_fr AS region_fr,
    region.name_en AS region_en,
    p.country_code,
    p.population_2024,
    coalesce(own.n_articles, 0) AS n_articles,
    p.sort_key_ar,
    p.is_known
FROM coopdb.places AS p
LEFT JOIN coopdb.place_levels AS level ON level.id = p.level
LEFT JOIN coopdb.provinces AS province ON province.code = p.province_code
LEFT JOIN coopdb.regions AS region ON region.code = p.region_code
LEFT JOIN coopdb.mention_counts AS own ON own.kind = 'place' AND own.entity_id = p.code;
