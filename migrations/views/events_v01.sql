-- Which events took place, where, when, for what occasion, under what slogan?
-- Grain: an event, however many articles report it. Key: event_id.
-- Warning: starts_on is null where no article settles the date; not_before and not_after are then its bounds.
CREATE VIEW report.events AS
SELECT
    f.event_id,
    f.event_type,
    type.name_ar AS event_type_ar,
    type.name_fr AS event_type_fr,
    type.name_en AS event_type_en,
    f.standing,
    f.title_ar,
    f.starts_on,
    f.ends_on,
    coalesce(
        f.duration_days,
        CASE WHEN f.date_precision = 'day' AND length(f.date_to) = 10 THEN f.ends_on - f.starts_on + 1 END
    ) AS duration_days,
    f.date_precision,
    f.date_basis,
    f.not_before,
    f.not_after,
    f.weekday,
    f.place_code,
    p.level AS place_level,
    p.name_ar AS place_ar,
    p.name_fr AS place_fr,
    p.name_en AS place_en,
    f.commune_code,
    commune.name_ar AS commune_ar,
    commune.name_fr AS commune_fr,
    p.province_code,
    province.name_ar AS province_ar,
    province.name_fr AS province_fr,
    coalesce(province.name_en, province.name_fr) AS province_en,
    p.region_code,
    region.name_ar AS region_ar,
    region.name_fr AS region_fr,
    region.name_en AS region_en,
    p.country_code,
    f.venue_ar,
    f.edition,
    f.is_announced,
    f.occasion,
    occasion.name_ar AS occasion_ar,
    occasion.name_fr AS occasion_fr,
    occasion.name_en AS occasion_en,
    f.slogan_ar,
    fact.n_claims,
    fact.n_articles,
    fact.n_sources,
    substr(v.content, c.quote_start + 1, c.quote_end - c.quote_start) AS quote,
    a.article_key || ':' || c.kind || ':' || c.start_offset || '-' || c.end_offset
    || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END AS claim_id,
    a.article_key AS article_id,
    r.title AS article_title,
    r.publisher,
    r.published_day AS published_on
FROM coopdb.events AS f
JOIN coopdb.facts AS fact ON fact.fact_id = f.event_id
LEFT JOIN coopdb.event_types AS type ON type.id = f.event_type
LEFT JOIN coopdb.occasions AS occasion ON occasion.id = f.occasion
LEFT JOIN coopdb.places AS p ON p.code = f.place_code
LEFT JOIN coopdb.places AS commune ON commune.code = f.commune_code
LEFT JOIN coopdb.provinces AS province ON province.code = p.province_code
LEFT JOIN coopdb.regions AS region ON region.code = p.region_code
LEFT JOIN coopdb.claims AS c ON c.reading_id = fact.reading_id AND c.claim_no = fact.claim_no
LEFT JOIN coopdb.readings AS r ON r.reading_id = fact.reading_id
LEFT JOIN coopdb.articles AS a ON a.article_id = r.article_id
LEFT JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id;
