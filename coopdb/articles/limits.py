"""How much of anything is read. Beyond these an input is rejected with the reason, never cut in silence."""

from __future__ import annotations

#: The longest article, in characters. A long press article has 20,000.
MAX_CHARACTERS = 5_000_000
#: The longest input read for one article (a file, a line of a feed), in bytes: the longest article as JSON
#: writes Arabic at its most wasteful, six bytes a letter (`\u0645`), and then some.
MAX_BYTES = 32 * 2**20
#: How much of a rejected input is kept beside its reason.
KEPT_BYTES = 2**20
#: The longest title, publisher or author, in characters.
MAX_FIELD = 5_000
#: The longest id or url, in bytes: identities are indexed, and PostgreSQL's index rows hold 2,700.
MAX_IDENTITY = 2_000
#: The longest path as it is shown and stored, in characters.
MAX_PATH = 500
#: Tags in one page. Pages of the press have some thousands; a million would take a minute.
MAX_TAGS = 100_000
#: Tags beyond which the extractor's slower second opinion is left out.
MANY_TAGS = 10_000
#: The most rows of a manifest: they are held in memory.
MAX_MANIFEST_ROWS = 250_000
#: How deep an archive may lie in archives.
MAX_NESTING = 3
#: What an archive, with all archives in it, may always unpack to, in bytes; if large, how often its size.
UNPACKED_ALWAYS = 2**29
MAX_RATIO_OVERALL = 50
#: Members of an archive that may be refused for that one by one, before the rest is refused together.
MAX_REFUSED = 100
#: How many times larger than packed a member may be, once it is larger than a megabyte.
#: Text packs to a quarter, at most to a thirtieth where it repeats itself.
MAX_RATIO = 200
#: The largest table of contents of an archive, in bytes: it is held in memory whole, at ten times its size.
MAX_CONTENTS = 32 * 2**20
