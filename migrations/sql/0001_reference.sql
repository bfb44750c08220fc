-- What is known before any article is read: places, bodies, programmes, laws, words with their labels.

CREATE SCHEMA IF NOT EXISTS coopdb;
CREATE SCHEMA report;

CREATE TABLE coopdb.choice_reasons (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT choice_reasons_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.choice_reasons IS 'Why a fact has the value that it has';

CREATE TABLE coopdb.conflict_reasons (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT conflict_reasons_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.conflict_reasons IS 'What is wrong between claims';

CREATE TABLE coopdb.cooperative_kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT cooperative_kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.cooperative_kinds IS 'Cooperative, union or economic interest group';

CREATE TABLE coopdb.countries (
    code TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    CONSTRAINT countries_pkey PRIMARY KEY (code)
);
COMMENT ON TABLE coopdb.countries IS 'Countries, ISO 3166-1';

CREATE TABLE coopdb.database_settings (
    name TEXT NOT NULL,
    value TEXT,
    CONSTRAINT database_settings_pkey PRIMARY KEY (name)
);
COMMENT ON TABLE coopdb.database_settings IS 'Names of the roles and what else belongs to this database alone';

CREATE TABLE coopdb.date_bases (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT date_bases_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.date_bases IS 'On what a date stands';

CREATE TABLE coopdb.date_precisions (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT date_precisions_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.date_precisions IS 'How far a date goes';

CREATE TABLE coopdb.dictionary_entries (
    view_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    position INTEGER NOT NULL,
    unit TEXT,
    description_ar TEXT NOT NULL,
    description_fr TEXT NOT NULL,
    description_en TEXT NOT NULL,
    CONSTRAINT dictionary_entries_pkey PRIMARY KEY (view_name, column_name)
);
COMMENT ON TABLE coopdb.dictionary_entries IS 'The meaning of each column of each view, in three languages';

CREATE TABLE coopdb.event_standings (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT event_standings_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.event_standings IS 'Whether an article is about the event or mentions it';

CREATE TABLE coopdb.event_types (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT event_types_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.event_types IS 'What sort of event it is';

CREATE TABLE coopdb.institution_kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT institution_kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.institution_kinds IS 'What sort of body an institution is';

CREATE TABLE coopdb.item_kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT item_kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.item_kinds IS 'What happened in an event';

CREATE TABLE coopdb.kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.kinds IS 'What a figure is: money, count, percent …';

CREATE TABLE coopdb.languages (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT languages_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.languages IS 'Languages of articles and labels';

CREATE TABLE coopdb.legal_kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT legal_kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.legal_kinds IS 'What sort of text a legal text is';

CREATE TABLE coopdb.legal_states (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT legal_states_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.legal_states IS 'Whether a legal text is in force';

CREATE TABLE coopdb.lexicon_loads (
    id INTEGER NOT NULL,
    hash TEXT NOT NULL,
    loaded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT lexicon_loads_pkey PRIMARY KEY (id),
    CONSTRAINT lexicon_loads_one_row_check CHECK (id = 1)
);
COMMENT ON TABLE coopdb.lexicon_loads IS 'Which lexicon the reference tables hold';

CREATE TABLE coopdb.measures (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    kind TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT measures_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.measures IS 'What a figure tells about';

CREATE TABLE coopdb.not_counted_reasons (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT not_counted_reasons_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.not_counted_reasons IS 'Why a sum is in no total';

CREATE TABLE coopdb.occasions (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT occasions_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.occasions IS 'International days, years and other occasions';

CREATE TABLE coopdb.part_kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT part_kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.part_kinds IS 'Phase, axis, principle, objective … of a programme';

CREATE TABLE coopdb.participation_roles (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT participation_roles_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.participation_roles IS 'As what somebody took part in an event';

CREATE TABLE coopdb.people (
    id TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.people IS 'People whom articles name with a position or as speakers';

CREATE TABLE coopdb.place_levels (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT place_levels_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.place_levels IS 'Country, region, province, commune …';

CREATE TABLE coopdb.programme_kinds (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT programme_kinds_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.programme_kinds IS 'What sort of thing a programme is';

CREATE TABLE coopdb.qualifiers (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT qualifiers_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.qualifiers IS 'How exact an article says that a value is';

CREATE TABLE coopdb.questions (
    number INTEGER NOT NULL,
    question_ar TEXT NOT NULL,
    question_fr TEXT NOT NULL,
    question_en TEXT NOT NULL,
    sql TEXT NOT NULL,
    CONSTRAINT questions_pkey PRIMARY KEY (number)
);
COMMENT ON TABLE coopdb.questions IS 'What analysts ask, and the one SELECT that answers';

CREATE TABLE coopdb.regions (
    code TEXT NOT NULL,
    code_hcp TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    seat_province_hcp TEXT,
    population_2024 INTEGER,
    CONSTRAINT regions_pkey PRIMARY KEY (code),
    CONSTRAINT regions_code_hcp_key UNIQUE (code_hcp)
);
COMMENT ON TABLE coopdb.regions IS 'The twelve regions of 2015';

CREATE TABLE coopdb.roles (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT roles_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.roles IS 'What a sum of money is in its context';

CREATE TABLE coopdb.sectors (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT sectors_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.sectors IS 'Trades and sectors of the economy';

CREATE TABLE coopdb.settings (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT settings_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.settings IS 'Rural or urban';

CREATE TABLE coopdb.statuses (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT statuses_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.statuses IS 'Whether a figure is reported or a target';

CREATE TABLE coopdb.units (
    id TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    description_en TEXT,
    kind TEXT,
    ucum TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT units_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE coopdb.units IS 'Units of figures, currencies included';

CREATE TABLE coopdb.former_regions (
    code TEXT NOT NULL,
    iso_1997 TEXT,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    same_land_as TEXT,
    CONSTRAINT former_regions_pkey PRIMARY KEY (code),
    CONSTRAINT former_regions_same_land_as_fkey FOREIGN KEY(same_land_as) REFERENCES coopdb.regions (code)
);
COMMENT ON TABLE coopdb.former_regions IS 'The sixteen regions of 1997 to 2015; their old ISO codes meant other regions than the present ones';

CREATE TABLE coopdb.legal_references (
    id TEXT NOT NULL,
    kind TEXT,
    number TEXT,
    title_ar TEXT,
    title_fr TEXT,
    title_en TEXT,
    legal_status TEXT,
    issued_on DATE,
    published_on DATE,
    implements_id TEXT,
    source TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT legal_references_pkey PRIMARY KEY (id),
    CONSTRAINT legal_references_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.legal_kinds (id),
    CONSTRAINT legal_references_legal_status_fkey FOREIGN KEY(legal_status) REFERENCES coopdb.legal_states (id),
    CONSTRAINT legal_references_implements_id_fkey FOREIGN KEY(implements_id) REFERENCES coopdb.legal_references (id) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE coopdb.legal_references IS 'Legal texts; the law of 2014 is one row, however it is printed';

CREATE TABLE coopdb.legal_replacements (
    newer_id TEXT NOT NULL,
    older_id TEXT NOT NULL,
    CONSTRAINT legal_replacements_pkey PRIMARY KEY (newer_id, older_id),
    CONSTRAINT legal_replacements_newer_id_fkey FOREIGN KEY(newer_id) REFERENCES coopdb.legal_references (id) ON DELETE CASCADE,
    CONSTRAINT legal_replacements_older_id_fkey FOREIGN KEY(older_id) REFERENCES coopdb.legal_references (id) ON DELETE CASCADE
);
CREATE INDEX legal_replacements_older_id_idx ON coopdb.legal_replacements (older_id);
COMMENT ON TABLE coopdb.legal_replacements IS 'Which legal text took the place of which';

CREATE TABLE coopdb.provinces (
    code TEXT NOT NULL,
    code_hcp TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    region_code TEXT NOT NULL,
    former_region_code TEXT,
    created INTEGER,
    population_2024 INTEGER,
    CONSTRAINT provinces_pkey PRIMARY KEY (code),
    CONSTRAINT provinces_code_hcp_key UNIQUE (code_hcp),
    CONSTRAINT provinces_region_code_fkey FOREIGN KEY(region_code) REFERENCES coopdb.regions (code),
    CONSTRAINT provinces_former_region_code_fkey FOREIGN KEY(former_region_code) REFERENCES coopdb.former_regions (code)
);
COMMENT ON TABLE coopdb.provinces IS 'Provinces and prefectures, ISO 3166-2; Casablanca with its districts is one';

CREATE TABLE coopdb.communes (
    code TEXT NOT NULL,
    kind TEXT,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    province_code TEXT NOT NULL,
    population_2024 INTEGER,
    population_2014 INTEGER,
    households_2024 INTEGER,
    CONSTRAINT communes_pkey PRIMARY KEY (code),
    CONSTRAINT communes_province_code_fkey FOREIGN KEY(province_code) REFERENCES coopdb.provinces (code)
);
CREATE INDEX communes_province_code_idx ON coopdb.communes (province_code);
COMMENT ON TABLE coopdb.communes IS 'Communes, HCP codes of 2024';

CREATE TABLE coopdb.places (
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    province_code TEXT,
    region_code TEXT,
    country_code TEXT,
    population_2024 INTEGER,
    sort_key_ar TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT places_pkey PRIMARY KEY (code),
    CONSTRAINT places_level_fkey FOREIGN KEY(level) REFERENCES coopdb.place_levels (id),
    CONSTRAINT places_province_code_fkey FOREIGN KEY(province_code) REFERENCES coopdb.provinces (code),
    CONSTRAINT places_region_code_fkey FOREIGN KEY(region_code) REFERENCES coopdb.regions (code)
);
CREATE INDEX places_province_code_idx ON coopdb.places (province_code);
CREATE INDEX places_region_code_idx ON coopdb.places (region_code);
COMMENT ON TABLE coopdb.places IS 'Every place that a figure or an event can have, of whatever level';

CREATE TABLE coopdb.arrondissements (
    code TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    commune_code TEXT,
    province_code TEXT NOT NULL,
    population_2024 INTEGER,
    CONSTRAINT arrondissements_pkey PRIMARY KEY (code),
    CONSTRAINT arrondissements_commune_code_fkey FOREIGN KEY(commune_code) REFERENCES coopdb.communes (code) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT arrondissements_province_code_fkey FOREIGN KEY(province_code) REFERENCES coopdb.provinces (code)
);
CREATE INDEX arrondissements_province_code_idx ON coopdb.arrondissements (province_code);
COMMENT ON TABLE coopdb.arrondissements IS 'Districts of the largest cities, HCP codes of 2024';

CREATE TABLE coopdb.cooperatives (
    id TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    kind TEXT,
    trade TEXT,
    place_code TEXT,
    commune_code TEXT,
    CONSTRAINT cooperatives_pkey PRIMARY KEY (id),
    CONSTRAINT cooperatives_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.cooperative_kinds (id),
    CONSTRAINT cooperatives_place_code_fkey FOREIGN KEY(place_code) REFERENCES coopdb.places (code),
    CONSTRAINT cooperatives_commune_code_fkey FOREIGN KEY(commune_code) REFERENCES coopdb.places (code)
);
COMMENT ON TABLE coopdb.cooperatives IS 'Cooperatives, unions and economic interest groups that articles name';

CREATE TABLE coopdb.institutions (
    id TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    acronym TEXT,
    kind TEXT,
    parent_id TEXT,
    jurisdiction TEXT,
    valid_from INTEGER,
    valid_to INTEGER,
    source TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT institutions_pkey PRIMARY KEY (id),
    CONSTRAINT institutions_validity_check CHECK (valid_to >= valid_from),
    CONSTRAINT institutions_parent_check CHECK (parent_id <> id),
    CONSTRAINT institutions_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.institution_kinds (id),
    CONSTRAINT institutions_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES coopdb.institutions (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT institutions_jurisdiction_fkey FOREIGN KEY(jurisdiction) REFERENCES coopdb.places (code)
);
CREATE INDEX institutions_parent_id_idx ON coopdb.institutions (parent_id);
COMMENT ON TABLE coopdb.institutions IS 'Institutions; a regional branch is a row of its own under its parent';

CREATE TABLE coopdb.place_containments (
    place_code TEXT NOT NULL,
    wider_code TEXT NOT NULL,
    CONSTRAINT place_containments_pkey PRIMARY KEY (place_code, wider_code),
    CONSTRAINT place_containments_place_code_fkey FOREIGN KEY(place_code) REFERENCES coopdb.places (code) ON DELETE CASCADE,
    CONSTRAINT place_containments_wider_code_fkey FOREIGN KEY(wider_code) REFERENCES coopdb.places (code) ON DELETE CASCADE
);
CREATE INDEX place_containments_wider_code_idx ON coopdb.place_containments (wider_code);
COMMENT ON TABLE coopdb.place_containments IS 'Every pair of a place and one that holds it, itself included';

CREATE TABLE coopdb.institution_ancestors (
    institution_id TEXT NOT NULL,
    ancestor_id TEXT NOT NULL,
    CONSTRAINT institution_ancestors_pkey PRIMARY KEY (institution_id, ancestor_id),
    CONSTRAINT institution_ancestors_institution_id_fkey FOREIGN KEY(institution_id) REFERENCES coopdb.institutions (id) ON DELETE CASCADE,
    CONSTRAINT institution_ancestors_ancestor_id_fkey FOREIGN KEY(ancestor_id) REFERENCES coopdb.institutions (id) ON DELETE CASCADE
);
CREATE INDEX institution_ancestors_ancestor_id_idx ON coopdb.institution_ancestors (ancestor_id);
COMMENT ON TABLE coopdb.institution_ancestors IS 'Every pair of an institution and one above it, itself included';

CREATE TABLE coopdb.positions (
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    position_ar TEXT,
    institution_id TEXT,
    institution_ar TEXT,
    n_articles INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT positions_pkey PRIMARY KEY (id),
    CONSTRAINT positions_person_id_fkey FOREIGN KEY(person_id) REFERENCES coopdb.people (id) ON DELETE CASCADE,
    CONSTRAINT positions_institution_id_fkey FOREIGN KEY(institution_id) REFERENCES coopdb.institutions (id)
);
CREATE INDEX positions_person_id_idx ON coopdb.positions (person_id);
COMMENT ON TABLE coopdb.positions IS 'As what a person is named, and for whom';

CREATE TABLE coopdb.programmes (
    id TEXT NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    acronym TEXT,
    kind TEXT,
    parent_id TEXT,
    owner_id TEXT,
    starts INTEGER,
    ends INTEGER,
    purpose_ar TEXT,
    purpose_fr TEXT,
    purpose_en TEXT,
    source TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT programmes_pkey PRIMARY KEY (id),
    CONSTRAINT programmes_span_check CHECK (ends >= starts),
    CONSTRAINT programmes_parent_check CHECK (parent_id <> id),
    CONSTRAINT programmes_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.programme_kinds (id),
    CONSTRAINT programmes_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES coopdb.programmes (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT programmes_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES coopdb.institutions (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX programmes_parent_id_idx ON coopdb.programmes (parent_id);
COMMENT ON TABLE coopdb.programmes IS 'Programmes, strategies and competitions; a phase or a part is a row under its parent';

CREATE TABLE coopdb.payers (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    institution_id TEXT,
    programme_id TEXT,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    is_known BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT payers_pkey PRIMARY KEY (id),
    CONSTRAINT payers_institution_id_fkey FOREIGN KEY(institution_id) REFERENCES coopdb.institutions (id) ON DELETE CASCADE,
    CONSTRAINT payers_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES coopdb.programmes (id) ON DELETE CASCADE
);
COMMENT ON TABLE coopdb.payers IS 'Who pays: an institution, a programme, or the beneficiaries themselves';

CREATE TABLE coopdb.platforms (
    id TEXT NOT NULL,
    owner_id TEXT,
    parent_id TEXT,
    parent_basis TEXT,
    CONSTRAINT platforms_pkey PRIMARY KEY (id),
    CONSTRAINT platforms_id_fkey FOREIGN KEY(id) REFERENCES coopdb.programmes (id) ON DELETE CASCADE,
    CONSTRAINT platforms_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES coopdb.institutions (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT platforms_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES coopdb.programmes (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT platforms_parent_basis_fkey FOREIGN KEY(parent_basis) REFERENCES coopdb.date_bases (id)
);
COMMENT ON TABLE coopdb.platforms IS 'Digital platforms: whose they are and what they are for';

CREATE TABLE coopdb.programme_ancestors (
    programme_id TEXT NOT NULL,
    ancestor_id TEXT NOT NULL,
    CONSTRAINT programme_ancestors_pkey PRIMARY KEY (programme_id, ancestor_id),
    CONSTRAINT programme_ancestors_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES coopdb.programmes (id) ON DELETE CASCADE,
    CONSTRAINT programme_ancestors_ancestor_id_fkey FOREIGN KEY(ancestor_id) REFERENCES coopdb.programmes (id) ON DELETE CASCADE
);
CREATE INDEX programme_ancestors_ancestor_id_idx ON coopdb.programme_ancestors (ancestor_id);
COMMENT ON TABLE coopdb.programme_ancestors IS 'Every pair of a programme and one above it, itself included';

CREATE TABLE coopdb.programme_parts (
    programme_id TEXT NOT NULL,
    part_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name_ar TEXT,
    name_fr TEXT,
    name_en TEXT,
    source TEXT,
    CONSTRAINT programme_parts_pkey PRIMARY KEY (programme_id, part_id),
    CONSTRAINT programme_parts_programme_id_fkey FOREIGN KEY(programme_id) REFERENCES coopdb.programmes (id) ON DELETE CASCADE,
    CONSTRAINT programme_parts_kind_fkey FOREIGN KEY(kind) REFERENCES coopdb.part_kinds (id)
);
COMMENT ON TABLE coopdb.programme_parts IS 'Phases, axes, principles and objectives of a programme';
