-- The tables that one derivation works in. They belong to the session and are empty outside a transaction.

CREATE TEMP TABLE IF NOT EXISTS touched_articles (article_id bigint PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS affected_articles (article_id bigint PRIMARY KEY, source_key text) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS new_statements (LIKE coopdb.figure_statements) ON COMMIT DELETE ROWS;
ALTER TABLE new_statements ALTER group_id DROP NOT NULL, ALTER fact_id DROP NOT NULL;
CREATE TEMP TABLE IF NOT EXISTS raw_tuples (
    tuple_no int, source_key text, kind text, unit text, status text, setting text, sector text,
    place_key text, place_code text, commune_code text, role text, measure text, period_from text, period_to text,
    programme_id text, payer_id text, value numeric, step numeric, qualifier text
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS raw_pairs (rounded_no int, exact_no int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS touched_cells (
    place_key text, kind text, unit text, status text, setting text, sector text, value numeric
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS cell_statements (
    cell_no int, tuple_key text, reading_id bigint, claim_no int, group_id text, fact_id text, qualifier_rank int,
    role text, measure text, commune_code text, period_from text, period_to text, programme_id text, payer_id text
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS cell_tuples (
    tuple_no int, cell_no int, tuple_key text, role text, measure text, commune_code text, period_from text,
    period_to text, programme_id text, payer_id text, qualifier_rank int, leader_no int
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS affected_facts (fact_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS funding_before (LIKE coopdb.funding_figures) ON COMMIT DELETE ROWS;
-- Sums that are new, gone, or another sum than they were.
CREATE TEMP TABLE IF NOT EXISTS funding_changed (fact_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS funding_to_judge (fact_id text PRIMARY KEY, is_waiting boolean DEFAULT true) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS judged (
    fact_id text PRIMARY KEY, was int, counts int, open int, is_visible boolean
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS said_together (fact_id text, other_id text, in_one_article boolean) ON COMMIT DELETE ROWS;
CREATE INDEX IF NOT EXISTS said_together_fact_id_idx ON said_together (fact_id);
CREATE TEMP TABLE IF NOT EXISTS said_beside (fact_id text, by_id text) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS candidates (fact_id text, by_id text) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS holders (fact_id text, by_id text, contexts int, reason text) ON COMMIT DELETE ROWS;
CREATE INDEX IF NOT EXISTS holders_fact_id_idx ON holders (fact_id);
CREATE TEMP TABLE IF NOT EXISTS affected_events (event_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS events_to_group (reading_id bigint, claim_no int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS mention_changes (kind text, entity_id text, change int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS claims_to_learn_from (reading_id bigint PRIMARY KEY) ON COMMIT DELETE ROWS;
