"""Fixed words of the page."""

from __future__ import annotations

from typing import Any

from tollbook.charts.words import Words


def labels(words: Words) -> dict[str, Any]:
    """The page's fixed words, by name, and its digits."""
    return {
        "incidents": words.say("Incidents of note"),
        "method": words.say("How to read this"),
        "sources": words.say("Sources"),
        "stamp": words.say("To make this brief again"),
        "place": words.say("Place"),
        "period": words.say("This period"),
        "page": words.catalogue.gettext("Page {n} of {total}"),
        "grades": [
            words.say("no incident of a figure rests on two or more origins"),
            words.say("some do"),
            words.say("all do"),
        ],
        "key_low": words.say("at least (low)"),
        "key_high": words.say("up to the high"),
        "key_best": words.say("best"),
        "key_open": words.say("open: or more"),
        "digits": [words.number_plain(n) for n in range(10)],
        "key_silent": words.say("no report"),
        "key_zero": words.say("counted: none"),
        "key_not_covered": words.say("not covered"),
        "key_held": words.say("held back"),
        "key_provisional": words.say("provisional"),
    }
