"""HTML that cannot be broken by what is in it: all that is no markup already is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

# Elements that hold nothing and have no end.
VOID = {"input", "meta", "rect"}


class Markup(str):
    """A text that is HTML already."""


Content = Any


def element(name: str, /, *content: Content, **attributes: Any) -> Markup:
    """Make an element: `element("p", "1 < 2", class_="note")` → `<p class="note">1 &lt; 2</p>`.

    Args:
        name: of the element.
        content: markup as it is, anything else as text; None is nothing, lists are what they hold.
        attributes: None and False are left out, True has no value; `class_` and `for_` lose the underscore,
            other underscores become hyphens.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(content)}</{name}>")


def join(content: Iterable[Content]) -> Markup:
    """Put contents behind each other."""
    return Markup("".join(_text(part) for part in content))


def _text(part: Content) -> str:
    if part is None:
        return ""
    if isinstance(part, Markup):
        return part
    if isinstance(part, (list, tuple)):
        return join(part)
    return html.escape(str(part))


def _attribute(key: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
