"""Fields that only a change request has: codes of the framework, an order from the catalogue, numbers of other changes."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField, StringField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from bpo_gov.agreements.framework import CatalogueItem
from bpo_gov.kernel.words import Money
from bpo_gov.web.forms import read_number
from bpo_gov.web.words import lang

FROM_LIST = _l("Choose from the list.")
MOST_LINKS = 20
LABELS = re.compile(r"(?:CR-)?([1-9][0-9]{0,8})", re.IGNORECASE)


class Codes(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any number of codes of the framework, as a list of boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], **kwargs)
        self.flags.optional = True  # for the label; Optional() would let pass whatever follows an empty code

    def pre_validate(self, form: Any) -> None:
        known = {choice.value for choice in self.choices}
        if not known.issuperset(self.data or ()):
            raise ValidationError(str(FROM_LIST))


class OrderField(Field):  # type: ignore[misc]  # WTForms has no types
    """How many of each item of the catalogue: {code: quantity}, each in an input of its own named `lines-<code>`."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.items: list[CatalogueItem] = []
        self.currency = ""
        self.typed: dict[str, str] = {}
        self.flags.optional = True

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data = dict(data or {}) if isinstance(data, dict) else {}
        prefix = f"{self.name}-"
        if formdata:
            sent = {name.removeprefix(prefix): formdata.get(name) for name in formdata if name.startswith(prefix)}
            self.typed = {code: str(text).strip() for code, text in sent.items()}

    def pre_validate(self, form: Any) -> None:
        """Read what was typed for the items that are offered; others are not looked at."""
        self.data, wrong = {}, []
        for item in self.items:
            text = self.typed.get(item.code, "") or "0"
            number = read_number(text, lang())
            if number is None or number != number.to_integral_value() or not 0 <= number <= item.at_most:
                wrong.append(_("%(item)s: write a whole number from 0 to %(most)s.", item=item.name, most=item.at_most))
            elif number:
                self.data[item.code] = int(number)
        if wrong:
            raise ValidationError(" ".join(wrong))

    @property
    def offered(self) -> list[Mapping[str, Any]]:
        """The items as the form shows them, each with what stands in its input."""
        return [
            {
                "code": item.code, "name": item.name, "at_most": item.at_most, "price": Money(item.price, self.currency),
                "monthly": Money(item.monthly, self.currency) if item.monthly else None, "shown": self._shown(item.code),
            }
            for item in self.items
        ]  # fmt: skip

    def _shown(self, code: str) -> str:
        return self.typed.get(code, str(self.data[code]) if code in (self.data or {}) else "")


class LabelsField(StringField):  # type: ignore[misc]  # WTForms has no types
    """Numbers of other changes as people say them: CR-3, CR-9."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.flags.optional = True
        self.typed = ""

    def _value(self) -> str:
        return self.typed or ", ".join(f"CR-{number}" for number in self.data or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = str(valuelist[0]).strip() if valuelist else ""
        self.data: tuple[int, ...] = ()
        words = [word for word in re.split(r"[\s,;]+", self.typed) if word]
        found = [LABELS.fullmatch(word) for word in words[: MOST_LINKS + 1]]
        if len(words) > MOST_LINKS:
            raise ValueError(_("Name at most %(most)s changes.", most=MOST_LINKS))
        if not all(found):
            raise ValueError(_("Write the numbers like CR-3, CR-9."))
        self.data = tuple(dict.fromkeys(int(match[1]) for match in found if match))

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())
