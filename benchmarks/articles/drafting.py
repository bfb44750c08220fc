"""An article in the making: text is put down piece by piece, and what it states is noted with its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from random import Random

from benchmarks.articles.known import KnownFigure
from benchmarks.articles.wording import Template, load_phrases, load_templates, load_words, load_world

QUALIFIERS = {
    "about": ("حوالي", "نحو", "زهاء", "ما يقارب", "ما يناهز", "قرابة"),
    "over": ("أزيد من", "أكثر من", "ما يزيد عن"),
    "under": ("أقل من",),
    "at_least": ("ما لا يقل عن",),
    "exact": ("ما مجموعه",),
}
#: Slots that need somebody who speaks.
SPEAKING = frozenset(("speaker", "said", "adding", "his", "him", "t", "called"))


class Draft:
    """What has been put down so far, and what the article is about.

    Its subclasses have a method `slot_NAME` for each slot `{NAME:argument}` of the templates.
    """

    def __init__(self, rng: Random, number: int) -> None:
        self.rng = rng
        self.number = number
        self.parts: list[str] = []
        self.length = 0
        self.bytes = 0
        self.figures: list[KnownFigure] = []
        self.people: list[tuple[str, str]] = []
        self.laws: list[tuple[str, str]] = []
        self.named: list[str] = []
        self.phrases = load_phrases()
        world = self.world = load_world()
        self.iso, self.province, self.region, self.communes = rng.choice(world.provinces)
        self.published = dt.date(2012, 1, 1) + dt.timedelta(days=rng.randrange(5100))
        self.held = self.published - dt.timedelta(days=rng.randrange(4))
        self.event = rng.choice(self.phrases["events"])
        self.held_as: str = self.event[0]
        self.theme = rng.choice(self.phrases["themes"])
        self.sector = rng.choice(self.phrases["sectors"])
        self.product = rng.choice(self.phrases["products"])
        self.commune = rng.choice(self.communes)
        self.programme_id = rng.choice(list(world.programmes))
        self.publisher = rng.choice(self.phrases["publishers"])
        self.bodies = rng.sample(list(self.phrases["bodies_f"].values()), 2)
        self.used: set[tuple[str, int]] = set()
        self._begin_sentence()

    def _begin_sentence(self) -> None:
        self.period: tuple[str, str] | None = None
        self.pending: list[int] = []
        self.speaker: tuple[int, str, str] | None = None
        self.payer_id: str | None = None
        self.stock_year: int | None = None

    def draw_speaker(self) -> tuple[int, str, str]:
        """Somebody who speaks: whether a woman, the name, the position."""
        raise NotImplementedError

    # Putting text down

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.bytes += len(text.encode())

    def sentence(self, sort: str) -> None:
        """A sentence of a sort that this article has not used yet."""
        templates = load_templates(sort)
        choice = self.rng.randrange(len(templates))
        while (sort, choice) in self.used:
            choice = (choice + 1) % len(templates)
        self.used.add((sort, choice))
        self.fill(templates[choice])

    def fill(self, template: Template) -> None:
        self._begin_sentence()
        if any(not isinstance(p, str) and p[0] in SPEAKING for p in template):
            self.speaker = self.draw_speaker()
        for piece in template:
            if isinstance(piece, str):
                self.put(piece)
            else:
                getattr(self, f"slot_{piece[0]}")(piece[1])
        # A period or a payer of a sentence is that of its figures, also of those that stand before it.
        for at in self.pending:
            figure = self.figures[at]
            payer = self.payer_id if figure.role == "contribution" else None
            self.figures[at] = replace(figure, period=self.period, payer=payer)

    def context(self) -> None:
        """A sentence that states nothing, of parts: hardly ever the same twice."""
        rng = self.rng
        self.fill(rng.choice(load_templates("openers")))
        text = f" {rng.choice(('فإن ', ''))}{self.claim()}"
        if rng.random() < 0.4:
            text += f"، {rng.choice(('كما أن', 'فيما', 'بينما'))} {self.claim()}"
        self.put(f"{text}.")

    def claim(self) -> str:
        rng, phrases = self.rng, self.phrases
        feminine = rng.random() < 0.5
        subject = rng.choice(phrases["subjects_f" if feminine else "subjects_m"])
        if not feminine and rng.random() < 0.7:
            subject = self.deed()
        verb = rng.choice(phrases["verbs"])[feminine]
        deed = self.deed()
        addition = f" {rng.choice(phrases['additions'])}" if rng.random() < 0.5 else ""
        return f"{subject} {_joined(verb, deed)}{addition}"

    def deed(self) -> str:
        """A verbal noun with its object: half of them composed, so that words are as many as in the press."""
        rng, words = self.rng, load_words()
        if rng.random() < 0.2:
            deed: str = rng.choice(self.phrases["vn"])
            return deed
        sort = rng.choice(("things_f", "things_m", "things_p", "things_p"))
        thing, pronoun = rng.choice(words[sort]), "ه" if sort == "things_m" else "ها"
        deed = rng.choice(words["deeds"])
        adjective = rng.choice(words["adjectives"]) + ("" if sort == "things_m" else "ة")
        form = rng.randrange(6)
        if form == 0 and " " not in thing:
            stem = thing[2:-1] + "ت" if thing.endswith("ة") else thing[2:]
            deed += f" {stem}{rng.choice(('هم', 'ها', 'نا', 'ه'))} ال{adjective}"
        elif form == 1 and " " not in deed:
            second = rng.choice([d for d in words["deeds"] if " " not in d])
            deed += f" {thing} و{second[:-1] + 'ت' if second.endswith('ة') else second}{pronoun}"
        elif form == 2:
            deed += f" {thing} و{rng.choice(words[sort])} ال{rng.choice(words['adjectives'])}ة"
        else:
            deed += f" {thing}" + (f" ال{adjective}" if form > 3 else "")
        if rng.random() < 0.35:
            link = rng.choice(("لفائدة", "لدى", "بمشاركة", "مع", "من طرف", "بين"))
            deed += f" {link} {rng.choice(words['people'])}"
        elif rng.random() < 0.4:
            deed += f" بدوار {rng.choice(('آيت ', 'أولاد ', 'بني ', 'تيزي ', 'إد', 'آيت بو', 'سيدي ', ''))}"
            deed += rng.choice(self.world.men)
        return deed

    # Figures

    def note(
        self,
        text: str,
        kind: str,
        value: Decimal | int,
        unit: str,
        arg: str,
        role: str | None = None,
        place: str | None = None,
    ) -> None:
        """Put a figure down, with a word that qualifies it, and note what it states.

        `arg` is `sort`, or `sort:qualifier` where the template says the qualifier itself; `*` marks a target.
        """
        _, _, forced = arg.partition(":")
        qualifier = forced
        if not forced:
            qualifier = "exact" if self.rng.random() < 0.6 else self.rng.choice(list(QUALIFIERS))
            if qualifier != "exact" or self.rng.random() < 0.1:
                self.put(f"{self.rng.choice(QUALIFIERS[qualifier])} ")
        start = self.length
        self.put(text)
        self.pending.append(len(self.figures))
        self.figures.append(
            KnownFigure(
                text=text,
                start=start,
                end=self.length,
                kind=kind,
                value=f"{value.normalize():f}" if isinstance(value, Decimal) else str(value),
                unit=unit,
                qualifier=qualifier,
                status="target" if "*" in arg else "reported",
                role=role,
                place=place or self.iso,
            )
        )


def _joined(verb: str, deed: str) -> str:
    """A verb that ends in `ل` with what follows: `مدخلا أساسيا لتحسين`, and `للحد`."""
    if verb.endswith(" ل"):
        return verb + (deed[1:] if deed.startswith("ال") else deed)
    return f"{verb} {deed}"
