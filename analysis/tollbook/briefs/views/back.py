"""The back of the page: the list of sources, who publishes, and the stamp by which the brief can be made again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.views.showable import breakable_address
from tollbook.charts import map_notes


def sources(facts: Facts) -> dict[str, Any]:
    """Every report that a figure of the page rests on, by its number."""
    words = facts.words
    rows = [
        {
            "number": words.number_plain(each["number"]),
            "outlet": each["outlet"],
            "day": _days(facts, each["published"]),
            "site": breakable_address(_site(each["url"])),
        }
        for each in facts.ledger.sources.facts()
    ]
    return {
        "rows": rows,
        "none": words.say("No report stands behind this page."),
        "note": words.say("Each leads to its report; the full addresses are in the facts file."),
    }


def _days(facts: Facts, days: list[str]) -> str:
    if not days:
        return facts.words.say("day not stated")
    return facts.words.listing([facts.words.day(pd.Timestamp(day), short=True) for day in days])


def links(facts: Facts) -> list[str]:
    """Addresses of the sources in their order; one that is not of the public web is left empty and never linked."""
    listed = facts.ledger.sources.facts()
    return [each["url"] if is_web_address(each["url"]) else "" for each in listed]


def _site(url: str) -> str:
    """The site of an address: what a reader on paper goes by."""
    return urlsplit(url).netloc.removeprefix("www.") if is_web_address(url) else ""


def is_web_address(url: str) -> bool:
    """Whether an address is one of the public web, in characters that an address may have."""
    return url.startswith(("https://", "http://")) and url.isascii() and url.isprintable() and " " not in url


def matter(facts: Facts) -> dict[str, Any]:
    """Who publishes, whose place names, and from what the brief can be made again."""
    words, made_of = facts.words, facts.stamp
    unset = words.say("not set")
    asked = made_of["parameters"]
    listed = "; ".join(f"{name} {value}" for name, value in asked.items() if value not in (None, [], ""))
    return {
        "publisher": words.say(
            "Published by: {name}. Contact for corrections: {contact}.",
            name=facts.identity.organisation or unset,
            contact=facts.identity.contact or unset,
        ),
        "disclaimer": facts.identity.disclaimer,
        "places": words.say(
            "Place names and codes: Myanmar Information Management Unit (MIMU). {areas} Names and boundaries imply no "
            "opinion.",
            areas=map_notes.source(facts.atlas.areas, words),
        ),
        "stamp": words.say(
            "Claims {claims} sha256 {hash}; {files}reference tables sha256 {reference}; {software}; {asked}.",
            claims=made_of["claims"],
            hash=made_of["claims_sha256"][:16],
            reference=made_of["reference_sha256"][:16],
            files="".join(
                f"{what} {each['name']} sha256 {each['sha256'][:16]}; " for what, each in made_of["files"].items()
            ),
            software=made_of["software"],
            asked=listed,
        ),
    }
