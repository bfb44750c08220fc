"""Slots of names: places, institutions, programmes, laws, people, and phrases of our own."""

from __future__ import annotations

from benchmarks.articles.drafting import Draft
from benchmarks.articles.wording import load_words


class NameSlots(Draft):
    """Whoever and whatever an article names."""

    def slot_province(self, _: str) -> None:
        self.put(self.province)

    slot_province_title = slot_province

    def slot_town(self, _: str) -> None:
        self.put(self.province.split(" ", 1)[1])

    def slot_region(self, _: str) -> None:
        self.put(f"جهة {self.region}")

    def slot_commune(self, _: str) -> None:
        self.put(self.commune)

    def slot_commune_of(self, _: str) -> None:
        self.put(f"جماعة {self.commune}")

    def slot_body(self, _: str) -> None:
        self.put(self.bodies[0])

    slot_body_title = slot_body

    def slot_body2(self, _: str) -> None:
        self.put(self.bodies[1])

    def slot_national(self, _: str) -> None:
        self.put(self.rng.choice(self.phrases["national"]))

    def slot_payer_f(self, _: str) -> None:
        self._payer(self.phrases["payers_f"])

    def slot_payer_m(self, _: str) -> None:
        self._payer(self.phrases["payers_m"])

    def slot_payer(self, _: str) -> None:
        self._payer(self.phrases[self.rng.choice(("payers_f", "payers_m"))])

    def _payer(self, names: dict[str, str]) -> None:
        self.payer_id = self.rng.choice(list(names))
        self.put(names[self.payer_id])

    def slot_programme(self, _: str) -> None:
        name = self.world.programmes[self.programme_id]
        self.named.append(self.programme_id)
        self.put(name if name.startswith(("برنامج", "مخطط", "البرنامج")) else f"برنامج {name}")

    def slot_law(self, _: str) -> None:
        rng = self.rng
        known = {"112.12", "24.83"}
        likely = [law for law in self.world.laws if law[1] in known]
        kind, number, title = rng.choice(likely if rng.random() < 0.6 else self.world.laws)
        self.laws.append((kind, number))
        noun = {"law": "القانون", "decree": "المرسوم", "dahir": "الظهير الشريف"}[kind]
        if number in title and title.startswith(noun) and rng.random() < 0.35:
            self.put(title)
            return
        printed = number.replace(".", "-") if kind == "law" and rng.random() < 0.3 else number
        self.put(f"{noun} رقم {printed}" if kind != "law" or rng.random() < 0.8 else f"{noun} {printed}")

    # People

    def draw_speaker(self) -> tuple[int, str, str]:
        rng = self.rng
        woman = rng.random() < 0.45
        given = rng.choice(self.world.women if woman else self.world.men)
        name = f"{given} {self._surname()}"
        position = rng.choice(self.phrases["positions"])[woman].format(
            province=self.province, coop=rng.choice(self.phrases["coop_names"]), commune=self.commune,
            product=self.product, region=f"جهة {self.region}",
        )  # fmt: skip
        return int(woman), name, position

    def _surname(self) -> str:
        """A family name: of the list, or made of a given name in the country's ways."""
        rng = self.rng
        if rng.random() < 0.5:
            name: str = rng.choice(self.phrases["surnames"])
            return name
        single = [n for n in self.world.men if " " not in n and not n.startswith(("ال", "بن", "بو", "أو"))]
        return rng.choice(("بن", "بن", "أو", "آيت ", "بو")) + rng.choice(single)

    def _gendered(self, words: tuple[str, str] | list[str]) -> None:
        assert self.speaker is not None
        self.put(words[self.speaker[0]])

    def slot_speaker(self, _: str) -> None:
        assert self.speaker is not None
        woman, name, position = self.speaker
        self.people.append((name, position))
        title = self.rng.choice(("", "", "السيدة " if woman else "السيد "))
        self.put(f"{title}{name}، {position}" if self.rng.random() < 0.4 else f"{position}، {title}{name}")

    def slot_said(self, _: str) -> None:
        self._gendered(self.rng.choice(self.phrases["said"]))

    def slot_adding(self, _: str) -> None:
        self._gendered(self.rng.choice(self.phrases["adding"]))

    def slot_his(self, _: str) -> None:
        self._gendered(("ه", "ها"))

    slot_him = slot_his

    def slot_t(self, _: str) -> None:
        self._gendered(("", "ت"))

    def slot_called(self, _: str) -> None:
        self._gendered(("دعا", "دعت"))

    # Phrases

    def slot_claim(self, _: str) -> None:
        self.put(self.claim())

    def slot_vn(self, _: str) -> None:
        deed = self.deed()
        # `ل` and the article write as one: للرفع.
        if self.parts and self.parts[-1].endswith(" ل") and deed.startswith("ال"):
            deed = deed[1:]
        self.put(deed)

    def slot_theme(self, _: str) -> None:
        theme = self.theme
        if self.parts and self.parts[-1].endswith(" ل") and theme.startswith("ال"):
            theme = theme[1:]
        self.put(theme)

    def slot_slogan(self, _: str) -> None:
        self.put(self.rng.choice(self.phrases["slogans"]))

    def slot_occasion(self, _: str) -> None:
        self.put(self.rng.choice(self.rng.choice(list(self.phrases["occasions"].values()))))

    def slot_product(self, _: str) -> None:
        self.put(self.product)

    def slot_sector(self, _: str) -> None:
        self.put(self.sector)

    def slot_tree(self, _: str) -> None:
        self.put(self.rng.choice(self.phrases["trees"]))

    def slot_unit_of(self, _: str) -> None:
        unit = self.rng.choice(self.phrases["unit_of"])
        self.put(unit[1:] if self.parts and self.parts[-1].endswith(" ل") else unit)

    def slot_coop_name(self, _: str) -> None:
        rng = self.rng
        name = rng.choice(self.phrases["coop_names"])
        if rng.random() < 0.4:
            name = f"{rng.choice(load_words()['things_p'])[2:]} {self.commune}"
        self.put(f'"{name}"')

    def slot_feeling(self, _: str) -> None:
        self.put(self.rng.choice(self.phrases["feelings"]))

    def slot_event(self, _: str) -> None:
        self.put(self.event[2])

    def slot_event_acc(self, _: str) -> None:
        self.put(self.event[3])

    def slot_event_the(self, _: str) -> None:
        self.put(self.event[4])

    def slot_type(self, arg: str) -> None:
        self.held_as = arg

    def slot_e(self, arg: str) -> None:
        self.put(arg.split("|")[self.event[1] == "f"])

    def slot_small(self, _: str) -> None:
        self.put(str(self.rng.randrange(2, 900)))

    def slot_publisher(self, _: str) -> None:
        self.put(self.publisher)


#: Slots that need somebody who speaks.
