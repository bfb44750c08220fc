-- The tables that one derivation works in. They belong to the session and are empty outside a transaction.

CREATE TEMP TABLE IF NOT EXISTS touched_articles (article_id bigint PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS affected_articles (article_id bigint PRIMARY KEY, source_key text) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS raw_figures (LIKE coopdb.figure_statements, tuple_no int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS raw_tuples (
    tuple_no int, source_key text, kind text, unit text, status text, setting text, sector text,
    place_code text, commune_code text, role text, measure text, period_from text, period_to text,
    programme_id text, payer_id text, value numeric, step numeric, qualifier text
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS raw_pairs (rounded_no int, exact_no int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS touched_cells (
    place_key text, kind text, unit text, status text, setting text, sector text, value numeric
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS cell_tuples (
    tuple_no int, cell_no int, place_key text, kind text, unit text, status text, setting text, sector text,
    value numeric, role text, measure text, commune_code text, period_from text, period_to text,
    programme_id text, payer_id text, qualifier_rank int, leader_no int, is_ambiguous boolean
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS affected_facts (fact_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS funding_before (LIKE coopdb.funding_figures, n_sources int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS funding_changed (LIKE coopdb.funding_figures, n_sources int, is_deep boolean) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS funding_to_judge (fact_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS funding_queue (
    is_part boolean, breadth int, less_value numeric, no_period boolean, no_programme boolean, fact_id text PRIMARY KEY
) ON COMMIT DELETE ROWS;
CREATE INDEX IF NOT EXISTS funding_queue_order_idx
ON funding_queue (is_part, breadth, less_value, no_period, no_programme, fact_id);
CREATE TEMP TABLE IF NOT EXISTS affected_events (event_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS events_to_group (reading_id bigint, claim_no int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS mention_changes (kind text, entity_id text, change int) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS claims_to_learn_from (reading_id bigint PRIMARY KEY) ON COMMIT DELETE ROWS;
