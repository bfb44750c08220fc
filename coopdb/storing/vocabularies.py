"""The words that storing itself needs names for, in three languages."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "vocabularies.yaml"


def own_words() -> dict[str, list[dict[str, Any]]]:
    """Return the records of each vocabulary, by its table's name."""
    import yaml  # Where there is something to do: most loads only ask for the hash.

    words: dict[str, list[dict[str, Any]]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return words


def own_words_hash() -> str:
    """Return what changes where a word does."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:12]
