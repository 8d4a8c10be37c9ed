"""The back of the page: the list of sources, who publishes, and the stamp by which the brief can be made again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import held_back
from tollbook.briefs.views.showable import breakable_address
from tollbook.charts import map_notes
from tollbook.charts.messages import mark
from tollbook.charts.words import Words


def sources(facts: Facts) -> dict[str, Any]:
    """Every report that a figure of the page rests on, by its number."""
    words, listed = facts.words, facts.ledger.sources.facts()
    apart = any(not is_named(each) or each.get("held_address") for each in listed)
    return {
        "rows": [_source(facts, each) for each in listed],
        "none": words.say("No report stands behind this page."),
        "note": words.say("Those with an address lead to their report; the full addresses are in the facts file.")
        if apart
        else words.say("Each leads to its report; the full addresses are in the facts file."),
        "credits": list(dict.fromkeys(str(each["credit"]) for each in listed if each.get("credit"))),
    }


def _source(facts: Facts, each: dict[str, Any]) -> dict[str, str]:
    """One report of the list; of one whose source is not named neither its day nor its address is told."""
    return {
        "number": facts.words.number_plain(each["number"]),
        "outlet": outlet(each, facts.words),
        "day": _days(facts, each["published"]) if is_named(each) else "",
        "site": breakable_address(_site(each["url"])),
        "held": _address(each, facts.words),
    }


def is_named(source: dict[str, Any]) -> bool:
    """Whether the list of sources says whose report it is."""
    return bool(source.get("named", True))


def outlet(source: dict[str, Any], words: Words) -> str:
    """Whose report it is, where that may be said."""
    return held_back.outlet(str(source["outlet"]) if is_named(source) else "", words)


def _address(source: dict[str, Any], words: Words) -> str:
    """Why the address of a report is not given; of a source that is not named that is said already."""
    rule = source.get("held_address", "")
    if not rule or not is_named(source):
        return ""
    return words.say("address held back: {reason}", reason=held_back.reason(held_back.ADDRESSES, rule, words))


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
    """Who publishes and how to cite, whose place names, which data go along, and how to make the brief again."""
    words = facts.words
    return {
        "publisher": _publisher(facts),
        "method": words.say(
            "Full note on method: {address}.", address=facts.identity.method_url or words.say("not set")
        ),
        "method_url": facts.identity.method_url,
        "cite": _cite(facts),
        "disclaimer": facts.identity.disclaimer,
        "places": words.say(
            "Place names and codes: Myanmar Information Management Unit (MIMU). {areas} Names and boundaries imply no "
            "opinion. Who is responsible is said only as a source says it.",
            areas=map_notes.source(facts.atlas.areas, words),
        ),
        "data": _data(facts),
        "stamp": _stamp(facts),
    }


def _publisher(facts: Facts) -> str:
    words, identity = facts.words, facts.identity
    unset = words.say("not set")
    return words.say(
        "Published by: {name}. Contact for corrections: {contact}. Licence: {licence}.",
        name=identity.organisation or unset,
        contact=identity.contact or unset,
        licence=identity.licence or unset,
    )


def _cite(facts: Facts) -> str:
    """How to cite: in the publisher's own words, else from what the brief says of itself."""
    words, about = facts.words, facts.subject
    own = facts.identity.cite
    if own:
        return words.say("Cite as: {text}", text=own)
    return words.say(
        "Cite as: {name}, {place}, {period}, issued {day}, version {version}; {software}.",
        name=facts.identity.organisation or words.say("publisher not set"),
        place=words.place_label(about.place.pcode),
        period=words.days(about.start, about.end),
        day=words.day(about.issued),
        version=words.number_plain(about.version),
        software=facts.stamp["software"],
    )


def _data(facts: Facts) -> str:
    """The data that travel with the brief, with the checksums by which they are known again."""
    words = facts.words
    files = [
        words.count(
            "{name} ({n} row, sha256 {sha256})",
            "{name} ({n} rows, sha256 {sha256})",
            file["rows"],
            name=name,
            sha256=file["sha256"][:SHOWN],
        )
        for name, file in facts.package.items()
    ]
    return words.say("Data in this file: facts.json, {files}.", files=words.listing(files))


#: Letters of a checksum that are printed; the facts file has all of them.
SHOWN = 16


def _stamp(facts: Facts) -> str:
    words, made_of = facts.words, facts.stamp
    # A public brief does not tell what somebody called the file of claims.
    message = (
        mark("Claims {claims} sha256 {hash}; {files}reference tables sha256 {reference}; {software}; {asked}.")
        if made_of["claims"]
        else mark("Claims sha256 {hash}; {files}reference tables sha256 {reference}; {software}; {asked}.")
    )
    listed = [f"{name} {value}" for name, value in made_of["parameters"].items() if value not in (None, [], "")]
    files = "".join(
        f"{what} {each['name']} sha256 {each['sha256'][:SHOWN]}; " for what, each in made_of["files"].items()
    )
    return words.say(
        message,
        claims=made_of["claims"],
        hash=made_of["claims_sha256"][:SHOWN],
        reference=made_of["reference_sha256"][:SHOWN],
        files=files,
        software=made_of["software"],
        asked="; ".join(listed),
    )
