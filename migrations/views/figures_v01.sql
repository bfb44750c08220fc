-- What else is counted or measured: cooperatives, members, jobs, shares, areas …?
-- Grain: a figure fact other than money, counted once. Key: fact_id.
-- Warning: never add a stock (cooperatives_existing) to a flow (cooperatives_created), a target to what is reported,
-- or a part to its whole (part_of_id).
CREATE VIEW report.figures AS
SELECT
    f.fact_id,
    f.kind,
    f.measure,
    measure.name_ar AS measure_ar,
    measure.name_fr AS measure_fr,
    measure.name_en AS measure_en,
    f.value,
    f.value_min,
    f.value_max,
    f.unit,
    unit.name_ar AS unit_ar,
    unit.name_fr AS unit_fr,
    unit.name_en AS unit_en,
    f.qualifier,
    f.status,
    f.programme_id,
    programme.name_ar AS programme_ar,
    programme.name_fr AS programme_fr,
    programme.name_en AS programme_en,
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
    f.setting,
    f.sector,
    f.period_first AS period_from,
    f.period_last AS period_to,
    CASE length(coalesce(f.period_from, f.period_to)) WHEN 4 THEN 'year' WHEN 7 THEN 'month' WHEN 10 THEN 'day' END
        AS period_precision,
    CASE
        WHEN f.period_from = f.period_to THEN f.period_from
        WHEN f.period_from IS NOT NULL OR f.period_to IS NOT NULL
        THEN coalesce(f.period_from, '…') || '–' || coalesce(f.period_to, '…')
    END AS period_label,
    f.part_of_id,
    coalesce(whole.value, money.value) AS whole_value,
    CASE
        WHEN f.kind = 'count' AND whole.kind = 'count' THEN round(f.value / nullif(whole.value, 0), 4)
        WHEN f.kind = 'percent' THEN round(f.value / 100, 6)
        WHEN f.kind = whole.kind AND f.unit = whole.unit THEN round(f.value / nullif(whole.value, 0), 4)
    END AS share_of_whole,
    f.attributed_to,
    f.event_id,
    fact.n_claims,
    fact.n_articles,
    fact.n_sources,
    fact.chosen_because,
    fact.is_corrected,
    substr(v.content, c.quote_start + 1, c.quote_end - c.quote_start) AS quote,
    a.article_key || ':' || c.kind || ':' || c.start_offset || '-' || c.end_offset
    || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END AS claim_id,
    a.article_key AS article_id,
    r.title AS article_title,
    r.publisher,
    r.published_day AS published_on
FROM coopdb.figures AS f
JOIN coopdb.facts AS fact ON fact.fact_id = f.fact_id
LEFT JOIN coopdb.figures AS whole ON whole.fact_id = f.part_of_id
LEFT JOIN coopdb.funding_figures AS money ON money.fact_id = f.part_of_id
LEFT JOIN coopdb.measures AS measure ON measure.id = f.measure
LEFT JOIN coopdb.units AS unit ON unit.id = f.unit
LEFT JOIN coopdb.programmes AS programme ON programme.id = f.programme_id
LEFT JOIN coopdb.places AS p ON p.code = f.place_code
LEFT JOIN coopdb.places AS commune ON commune.code = f.commune_code
LEFT JOIN coopdb.provinces AS province ON province.code = p.province_code
LEFT JOIN coopdb.regions AS region ON region.code = p.region_code
LEFT JOIN coopdb.claims AS c ON c.reading_id = fact.reading_id AND c.claim_no = fact.claim_no
LEFT JOIN coopdb.readings AS r ON r.reading_id = fact.reading_id
LEFT JOIN coopdb.articles AS a ON a.article_id = r.article_id
LEFT JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id;
