-- What does each column of each view mean, and in what is it measured?
-- Grain: a column of a view. Key: view_name, column_name.
CREATE VIEW report.dictionary AS
SELECT
    d.view_name,
    d.column_name,
    d.position,
    format_type(a.atttypid, a.atttypmod) AS data_type,
    d.unit,
    d.description_ar,
    d.description_fr,
    d.description_en
FROM coopdb.dictionary_entries AS d
JOIN pg_catalog.pg_attribute AS a
    ON a.attrelid = to_regclass('report.' || d.view_name) AND a.attname = d.column_name AND NOT a.attisdropped;
