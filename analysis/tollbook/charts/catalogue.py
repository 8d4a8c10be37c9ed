"""Catalogues of messages: gettext files, one a language, read as a translator wrote them.

A catalogue is ``locale/<language>/tollbook.po``. Beside its messages its header says, in fields of our own:

``X-Reviewed-By``, ``X-Review-Date``
    Who read the translation through, by name or role, and when. Empty: nobody did, and the page says so.
``X-Locale``
    The locale that months and numbers are taken from (Babel's), where it is not the language itself.
``X-Short-Months``
    ``wide`` where the language has no short names of months that a reader would know.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: Folder of the catalogues; `scripts/catalogues.py` keeps them in step with the code.
FOLDER = Path(__file__).parents[1] / "locale"

_HEADER_FIELD = re.compile(r'^"(X-[\w-]+): *(.*?) *\\n"$', re.MULTILINE)
_WESTERN = "0123456789"
#: A number of its own; in "sha256", or in the name of a place to be filled, a digit is a letter.
_NUMBER = re.compile(r"(?<![A-Za-z_0-9])[0-9]+(?![A-Za-z_0-9])")


#: What is said in the place of a message; of one that counts its singular and plural.
Instead = str | tuple[str, str]


class Catalogue(gettext.NullTranslations):
    """Messages in one language; the English ones are their own keys.

    Parameters
    ----------
    forms : dict of str to tuple of str, optional
        By English message (its singular where it has two forms): the translation, or one for each plural form. None for
        English itself.
    plural : str
        The header's expression that gives the number of the form for ``n``.
    settings : dict of str to str, optional
        The header's own fields, such as ``X-Reviewed-By``.
    complete : bool
        Whether every message has a translation, and none is marked as doubtful.
    instead : mapping, optional
        Messages that are said in the place of others: a paper calls itself a paper where a brief says "this brief". Of
        one that counts its singular, and in its place a singular and a plural.
    """

    def __init__(
        self,
        forms: dict[str, tuple[str, ...]] | None = None,
        plural: str = "n != 1",
        settings: dict[str, str] | None = None,
        complete: bool = True,
        instead: Mapping[str, Instead] | None = None,
    ) -> None:
        super().__init__()
        self._forms = forms or {}
        self._is_source = forms is None
        # The standard library compiles the expression of gettext's own files with this.
        self._plural = plural
        self._form_of = gettext.c2py(plural)
        self.settings = settings or {}
        self.complete = complete
        self._instead = dict(instead or {})

    @property
    def reviewed(self) -> bool:
        """Whether somebody has put a name to this translation, and nothing in it is missing or marked as doubtful."""
        return self._is_source or (self.complete and bool(self.settings.get("X-Reviewed-By")))

    def in_digits(self, digits: str) -> Catalogue:
        """The same catalogue with the numbers that are written out in translations in other digits, from nought on."""
        shown = str.maketrans(_WESTERN, digits)

        def turned(text: str) -> str:
            return _NUMBER.sub(lambda number: number.group().translate(shown), text)

        forms = {key: tuple(turned(text) for text in texts) for key, texts in self._forms.items()}
        return self._with(forms, self._instead)

    def saying(self, instead: Mapping[str, Instead]) -> Catalogue:
        """The same catalogue with some messages said in the place of others, each translated as it is itself."""
        return self._with(self._forms, instead)

    def _with(self, forms: dict[str, tuple[str, ...]], instead: Mapping[str, Instead]) -> Catalogue:
        return Catalogue(None if self._is_source else forms, self._plural, self.settings, self.complete, instead)

    def letters(self) -> frozenset[str]:
        """All characters of its translations."""
        return frozenset("".join(text for texts in self._forms.values() for text in texts))

    def gettext(self, message: str) -> str:
        """The translation of a message, or the message itself."""
        instead = self._instead.get(message)
        message = instead if isinstance(instead, str) else message
        return self._forms.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a message for a number."""
        instead = self._instead.get(msgid1)
        msgid1, msgid2 = instead if isinstance(instead, tuple) else (msgid1, msgid2)
        forms = self._forms.get(msgid1)
        if forms is None:
            return msgid1 if n == 1 else msgid2
        return forms[self._form_of(n)]


def languages() -> tuple[str, ...]:
    """English, which needs no catalogue, and every language that has one."""
    return ("en", *sorted(file.parent.name for file in FOLDER.glob("*/tollbook.po")))


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language, one of `languages`.

    Notes
    -----
    An entry that is marked ``fuzzy`` is not used, as gettext has it: a wrong translation of what is known of the dead
    is worse than an English sentence.
    """
    if language == "en":
        return Catalogue()
    from babel.messages.pofile import read_po

    file = FOLDER / language / "tollbook.po"
    with open(file, "rb") as handle:
        read = read_po(handle)
    forms, complete = {}, True
    for message in read:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(texts):
            complete = False
            continue
        forms[message.id if isinstance(message.id, str) else message.id[0]] = tuple(str(text) for text in texts)
    settings = dict(_HEADER_FIELD.findall(file.read_text(encoding="utf-8")))
    return Catalogue(forms, read.plural_expr, settings, complete)
