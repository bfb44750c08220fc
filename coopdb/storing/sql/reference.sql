-- After the lexicon's rows: everything that follows from them. Few rows, so all of it is made anew.

DELETE FROM coopdb.place_containments;
INSERT INTO coopdb.place_containments (place_code, wider_code)
SELECT code, code FROM coopdb.places
UNION
SELECT code, country_code FROM coopdb.places WHERE country_code IN (SELECT code FROM coopdb.places)
UNION
SELECT code, region_code FROM coopdb.places WHERE region_code IS NOT NULL
UNION
SELECT code, province_code FROM coopdb.places WHERE province_code IS NOT NULL
UNION
SELECT code, commune_code FROM coopdb.arrondissements WHERE commune_code IN (SELECT code FROM coopdb.places)
UNION
-- A former region holds what its provinces hold, and a present region that is the same land.
SELECT p.code, v.former_region_code
FROM coopdb.places AS p
JOIN coopdb.provinces AS v ON v.code = p.province_code
WHERE v.former_region_code IS NOT NULL
UNION
SELECT same_land_as, code FROM coopdb.former_regions WHERE same_land_as IS NOT NULL
UNION
SELECT code, same_land_as FROM coopdb.former_regions WHERE same_land_as IS NOT NULL
UNION
-- A present region that is a part of a former one, or the other way round, province by province.
SELECT inner_region.code, outer_region.code
FROM (SELECT code, 'r' AS era FROM coopdb.regions UNION ALL SELECT code, 'f' FROM coopdb.former_regions) AS inner_region
JOIN (SELECT code, 'r' AS era FROM coopdb.regions UNION ALL SELECT code, 'f' FROM coopdb.former_regions) AS outer_region
    ON inner_region.era <> outer_region.era
WHERE EXISTS (
        SELECT FROM coopdb.provinces AS v WHERE inner_region.code IN (v.region_code, v.former_region_code)
    )
    AND NOT EXISTS (
        SELECT FROM coopdb.provinces AS v
        WHERE inner_region.code IN (v.region_code, v.former_region_code)
            AND outer_region.code NOT IN (v.region_code, coalesce(v.former_region_code, ''))
    );

DELETE FROM coopdb.institution_ancestors;
INSERT INTO coopdb.institution_ancestors (institution_id, ancestor_id)
WITH RECURSIVE above (institution_id, ancestor_id) AS (
    SELECT id, id FROM coopdb.institutions
    UNION
    SELECT a.institution_id, i.parent_id
    FROM above AS a
    JOIN coopdb.institutions AS i ON i.id = a.ancestor_id
    WHERE i.parent_id IS NOT NULL
)
SELECT institution_id, ancestor_id FROM above;

DELETE FROM coopdb.programme_ancestors;
INSERT INTO coopdb.programme_ancestors (programme_id, ancestor_id)
WITH RECURSIVE above (programme_id, ancestor_id) AS (
    SELECT id, id FROM coopdb.programmes
    UNION
    SELECT a.programme_id, p.parent_id
    FROM above AS a
    JOIN coopdb.programmes AS p ON p.id = a.ancestor_id
    WHERE p.parent_id IS NOT NULL
)
SELECT programme_id, ancestor_id FROM above;

INSERT INTO coopdb.payers (id, kind, institution_id, programme_id, name_ar, name_fr, name_en, is_known)
SELECT id, 'institution', id, NULL, name_ar, name_fr, name_en, is_known FROM coopdb.institutions
UNION ALL
SELECT id, 'programme', NULL, id, name_ar, name_fr, name_en, is_known FROM coopdb.programmes
WHERE id NOT IN (SELECT id FROM coopdb.institutions)
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, institution_id = excluded.institution_id, programme_id = excluded.programme_id,
    name_ar = excluded.name_ar, name_fr = excluded.name_fr, name_en = excluded.name_en, is_known = excluded.is_known;
