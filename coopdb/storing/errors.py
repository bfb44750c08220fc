"""What can go wrong with the database's content; each docstring is the message that people see."""

from __future__ import annotations

from coopdb.errors import CoopdbError


class SchemaOlder(CoopdbError):
    """The database's schema is at {found}, this program needs {needed}. Run `coopdb db upgrade` first."""


class SchemaNewer(CoopdbError):
    """The database's schema is at {found}, which this program ({needed}) does not know.
    Install a newer coopdb."""


class SchemaMissing(CoopdbError):
    """The database holds nothing of coopdb yet. Run `coopdb load PATH` or `coopdb db upgrade` first."""


class SchemaForeign(CoopdbError):
    """The database has a schema `{schema}` that is not coopdb's. Name another database."""


class NotAllowed(CoopdbError):
    """The database lets {user} not do what this needs ({reason}). Ask its administrator, or name another."""


class ReferenceRefused(CoopdbError):
    """The lexicon does not fit together: {reason}. Mend the folder given with --lexicon."""


class CorrectionsRefused(CoopdbError):
    """{file}, line {line}: {reason}. Columns: claim_id, field, value, corrected_by, reason, corrected_on."""


class NoSuchFact(CoopdbError):
    """{fact_id}: no such fact or claim. `SELECT fact_id FROM report.funding` lists those of money."""


class NoSuchArticle(CoopdbError):
    """{article}: no such article. `SELECT article_id, title FROM report.articles` lists them."""


class SeveralArticles(CoopdbError):
    """{article}: {count} articles fit. Give more of its id, from `SELECT article_id FROM report.articles`."""


class QueryRefused(CoopdbError):
    """The query was refused: {reason}"""


class NothingReread(CoopdbError):
    """No article was read twice. `coopdb load --reread PATH` reads again what an older reader read."""
