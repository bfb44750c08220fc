-- What stood on articles alone and is named no more goes with them. Last, when no fact needs it. In: mention_changes.

DELETE FROM coopdb.mention_counts WHERE n_articles = 0
    AND (kind, entity_id) IN (SELECT kind, entity_id FROM mention_changes);
CREATE TEMP TABLE unnamed ON COMMIT DROP AS
SELECT DISTINCT m.kind, m.entity_id
FROM mention_changes AS m
WHERE NOT EXISTS (
    SELECT FROM coopdb.mention_counts AS c WHERE (c.kind, c.entity_id) = (m.kind, m.entity_id)
);
DELETE FROM coopdb.positions WHERE id IN (SELECT entity_id FROM unnamed WHERE kind = 'position');
DELETE FROM coopdb.people WHERE id IN (SELECT entity_id FROM unnamed WHERE kind = 'person');
DELETE FROM coopdb.cooperatives WHERE id IN (SELECT entity_id FROM unnamed WHERE kind = 'cooperative');
DELETE FROM coopdb.legal_references
WHERE NOT is_known AND id IN (SELECT entity_id FROM unnamed WHERE kind = 'legal_reference');
DELETE FROM coopdb.programmes AS p
WHERE NOT p.is_known AND p.id IN (SELECT entity_id FROM unnamed WHERE kind = 'programme')
    AND NOT EXISTS (SELECT FROM coopdb.funding_figures AS f WHERE f.programme_id = p.id OR f.payer_id = p.id)
    AND NOT EXISTS (SELECT FROM coopdb.figures AS f WHERE f.programme_id = p.id);
DELETE FROM coopdb.institutions AS i
WHERE NOT i.is_known AND i.id IN (SELECT entity_id FROM unnamed WHERE kind = 'institution')
    AND NOT EXISTS (SELECT FROM coopdb.funding_figures AS f WHERE f.payer_id = i.id)
    AND NOT EXISTS (SELECT FROM coopdb.programmes AS p WHERE p.owner_id = i.id)
    AND NOT EXISTS (SELECT FROM coopdb.positions AS p WHERE p.institution_id = i.id);
DROP TABLE unnamed, to_forget;
