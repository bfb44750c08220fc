"""The one family of errors that coopdb shows to people: one line, one next step."""

from __future__ import annotations

import inspect
from typing import Any


class CoopdbError(Exception):
    """{problem}"""

    exit_code = 2

    def __init__(self, **details: Any) -> None:
        # The docstring is the message, so that reading the class is reading what people will see.
        template = inspect.cleandoc(type(self).__doc__ or type(self).__name__)
        self.details = details
        super().__init__(" ".join(template.format_map(details).split()))

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only errors would not survive the way back from a worker process.
        return (_rebuild, (type(self), self.details))


def _rebuild(kind: type[CoopdbError], details: dict[str, Any]) -> CoopdbError:
    return kind(**details)
