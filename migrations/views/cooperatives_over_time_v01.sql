-- How many cooperatives are there, or were created, where, as of when?
-- Grain: a measure in a place and a period, sector and setting. Key: measure, place_code, period_label, setting, sector.
-- Warning: cooperatives_existing is a stock at a date, cooperatives_created a flow in a period: never add them. Where sources
-- disagree, the value with most sources behind it stands here, the others in report.conflicts.
CREATE VIEW report.cooperatives_over_time AS
SELECT DISTINCT ON (f.measure, f.place_code, f.period_from, f.period_to, f.setting, f.sector)
    f.measure,
    measure.name_ar AS measure_ar,
    measure.name_fr AS measure_fr,
    measure.name_en AS measure_en,
    f.place_code,
    p.level AS place_level,
    p.name_ar AS place_ar,
    p.name_fr AS place_fr,
    p.name_en AS place_en,
    p.province_code,
    p.region_code,
    f.period_first AS period_from,
    f.period_last AS period_to,
    CASE
        WHEN f.period_from = f.period_to THEN f.period_from
        WHEN f.period_from IS NOT NULL OR f.period_to IS NOT NULL
        THEN coalesce(f.period_from, '…') || '–' || coalesce(f.period_to, '…')
        ELSE '—'
    END AS period_label,
    f.setting,
    f.sector,
    f.value AS n_cooperatives,
    f.value_min AS n_cooperatives_min,
    f.value_max AS n_cooperatives_max,
    f.qualifier,
    round(f.value * 10000 / nullif(p.population_2024, 0), 2) AS n_cooperatives_per_10000_inhabitants,
    f.fact_id,
    fact.n_articles,
    fact.n_sources
FROM coopdb.figures AS f
JOIN coopdb.facts AS fact ON fact.fact_id = f.fact_id
LEFT JOIN coopdb.measures AS measure ON measure.id = f.measure
LEFT JOIN coopdb.places AS p ON p.code = f.place_code
WHERE f.measure IN ('cooperatives_existing', 'cooperatives_created')
    AND f.unit = 'cooperative' AND f.status = 'reported' AND f.programme_id IS NULL AND f.commune_code IS NULL
ORDER BY
    f.measure, f.place_code, f.period_from, f.period_to, f.setting, f.sector,
    fact.n_sources DESC, fact.n_claims DESC, f.value DESC, f.fact_id;
