"""The page as plain data: texts, tables and pictures in the order in which the template sets them.

Nothing is computed here. Every number comes from the ledger, every word through the text layer.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases, sentences
from tollbook.briefs.views import back, months, pictures
from tollbook.briefs.views import map as map_view
from tollbook.briefs.views.showable import showable_all
from tollbook.charts.style import tokens

_KINDS = {
    "township": "Township brief",
    "district": "District brief",
    "state": "State and region brief",
    "country": "Country brief",
}


def view(facts: Facts) -> dict[str, Any]:
    """Everything that the template needs, as data for JSON.

    Returns
    -------
    dict
        Texts are showable; pictures are SVG under ``svg`` with their alternative text under ``alt``.
    """
    texts = {
        **_head(facts),
        **_prose(facts),
        "tiles": [_tile(facts, facts.ledger.figures[key]) for key in facts.panels["tiles"]["tiles"]],
        "map": map_view.of(facts),
        "trend": months.trend(facts),
        "beside": months.beside(facts),
        "incidents": _incidents(facts),
        "made": _made(facts),
        "years": months.years(facts),
        "behind": _behind(facts),
        "aggregates": _aggregates(facts),
        "sources": back.sources(facts),
        "back": back.matter(facts),
        "labels": _labels(facts),
    }
    return {**showable_all(texts), "theme": tokens(), "pictures": pictures.pictures(facts), "links": back.links(facts)}


def _head(facts: Facts) -> dict[str, Any]:
    about, words = facts.subject, facts.words
    region = [label for level, label in sorted(facts.about["lies_in"].items(), reverse=True)]
    months = (about.start.year, about.start.month) == (about.end.year, about.end.month)
    period = words.days(about.start, about.end, short=not months)
    status = words.say("Provisional") if about.is_provisional else words.say("Final for this cut-off")
    known = about.found.known_on
    knowledge = words.say("; claims entered to {day}", day=words.day(known, short=True)) if known is not None else ""
    reports = words.say("Reports to {day}{knowledge}", day=words.day(about.cut_off, short=True), knowledge=knowledge)
    return {
        "language": about.language,
        "title": words.say("{place}, {period}", place=about.label, period=period),
        "kind": words.say(_KINDS[about.place.level]),
        "release": words.say("Public release"),
        "place": about.label,
        "name_my": burmese_name(about.place.name_my, about.place.level),
        "lies_in": ", ".join(region),
        "pcode": about.place.pcode,
        "period": period,
        "dates": " · ".join(
            [reports, words.say("issued {day}", day=words.day(about.issued, short=True)), status.lower()]
        ),
        "issued": f"{about.issued:%Y-%m-%d}",
        "incomplete": words.say("Incomplete sample: what is recorded here is not all that happened."),
        "footer": words.say(
            "{place} · {period}", place=about.label, period=words.days(about.start, about.end, short=True)
        ),
    }


def burmese_name(name: str, level: str) -> str:
    """The Burmese name with its level, as the gazetteer gives it for all levels but the township."""
    return f"{name}မြို့နယ်" if name and level == "township" and not name.endswith("မြို့နယ်") else name


def _prose(facts: Facts) -> dict[str, Any]:
    said = {name: [{"bold": each.bold, "text": each.text} for each in told] for name, told in facts.said.items()}
    return {
        "key_message": said["key_message"],
        "floor": said["floor"],
        "also": said["also"],
        "method": [each["text"] for each in said["method"]],
    }


def _tile(facts: Facts, figure: Figure) -> dict[str, Any]:
    words = facts.words
    stock = "stated_on" in figure.more
    head = {
        "label": phrases.label(figure.measure, words, figure.base),
        "kind": words.say("level on a day") if stock else words.say("in the period"),
        "stock": stock,
        "state": figure.state,
    }
    if figure.state == "figure":
        return {
            **head,
            "main": figure.amount.main(words),
            "rest": figure.amount.rest(words),
            "lines": months.under(facts, figure),
        }
    if figure.other_bases:
        bases = words.listing([words.say("“{base}”", base=base) for base in figure.other_bases])
        line = words.say("its figure counts {bases}, and is below", bases=bases) + sentences.marks(figure.sources)
        return {**head, "main": words.say("other base"), "rest": "", "lines": [line]}
    main = {"no report": "no report", "zero": "0", "no figure": "no figure", "not covered": "not covered"}[figure.state]
    line = {
        "no report": "which is not zero",
        "zero": "a source was counting, and none is recorded",
        "no figure": "reported without a number",
        "not covered": "no source was looking here",
    }[figure.state]
    return {**head, "main": words.say(main), "rest": "", "lines": [words.say(line) + sentences.marks(figure.sources)]}


def _behind(facts: Facts) -> list[dict[str, str]]:
    """What the period's figures stand on, in a row of small numbers."""
    words, panel = facts.words, facts.panels["incidents"]
    texts = [
        ("recorded", words.count("incident", "incidents", panel["recorded"])),
        ("claims", words.count("claim", "claims", panel["claims"])),
        ("reports", words.count("report", "reports", panel["reports"])),
        ("outlets", words.count("outlet", "outlets", panel["outlets"])),
        ("origins", words.count("origin", "origins", panel["origins"])),
        ("one_origin", words.count("incident on one origin", "incidents on one origin", panel["one_origin"])),
        (
            "undated",
            words.count("claim without a publication day", "claims without a publication day", panel["undated"]),
        ),
        ("not_linked", words.count("claim not linked to others", "claims not linked to others", panel["not_linked"])),
    ]
    return [{"number": words.number(panel[name]), "label": text} for name, text in texts]


def _incidents(facts: Facts) -> dict[str, Any]:
    words, panel = facts.words, facts.panels["incidents"]
    listed = []
    for each, sentence in zip(panel["incidents"], facts.said["incidents"], strict=True):
        figures = [facts.ledger.figures[key] for key in each["figures"]]
        start, end = pd.Timestamp(each["start"]), pd.Timestamp(each["end"])
        listed.append(
            {
                "number": words.number(each["number"]),
                "when": words.days(start, end),
                "where": places.label(each["pcode"]),
                "figures": [_line(facts, figure) for figure in figures],
                "text": sentence.text,
            }
        )
    left = panel["recorded"] - len(listed)
    return {
        "rows": listed,
        "rule": words.say(
            "Chosen by the greatest best figure: civilians killed, then injured, newly displaced, airstrikes, houses."
        ),
        "more": words.count(
            "{n} more incident is recorded in this period.", "{n} more incidents are recorded in this period.", left
        )
        if left
        else "",
        "none": words.say("No incident in this sample touches the period. That is a gap in what was read, not calm."),
    }


def _line(facts: Facts, figure: Figure) -> dict[str, str]:
    words = facts.words
    number = figure.amount.text(words) if figure.state == "figure" else words.say("no figure")
    said = phrases.caveat(figure, words)
    return {
        "label": phrases.label(figure.measure, words, figure.base),
        "number": number,
        "marks": f"{said}{sentences.marks(figure.sources)}".strip(),
    }


def _made(facts: Facts) -> dict[str, Any] | None:
    words, panel = facts.words, facts.panels["made"]
    if panel is None:
        return None
    figures = [facts.ledger.figures[each["key"]] for each in panel["findings"]]
    left = words.count("{n} more claim is not drawn.", "{n} more claims are not drawn.", panel["left"])
    return {
        "heading": words.say("How a number is made: incident {n}", n=words.number(panel["incident"])),
        "labels": [phrases.label(figure.measure, words, figure.base) for figure in figures],
        "text": words.say(
            "Each line is one claim. A dot is the number it gives, an arrow to the right “at least”, an "
            "arrow to the left “up to”, a hollow dot a part or a vague word; grey claims do not speak. "
            "The band is the finding, the line its best."
        ),
        "more": left if panel["left"] else "",
    }


def _aggregates(facts: Facts) -> dict[str, Any]:
    words, panel = facts.words, facts.panels["aggregates"]
    rows = []
    for each in panel["rows"]:
        figure = facts.ledger.figures[each["key"]]
        own = facts.ledger.figures[each["tally"]] if each["tally"] else None
        who = words.say("{origin}, in {outlet}", **each) if each["origin"] else each["outlet"]
        rows.append(
            {
                "measure": phrases.label(figure.measure, words, figure.base),
                "days": words.days(figure.start, figure.end, short=True),
                "who": f"{who}{sentences.marks(figure.sources)}",
                "theirs": figure.amount.text(words),
                "ours": words.say("counted on another base")
                if own is None
                else months.cell(facts, own) + sentences.marks(own.sources),
            }
        )
    more = words.count("{n} more is not printed.", "{n} more are not printed.", panel["more"])
    left = words.count(
        "{n} that counts harm to armed parties is left out.",
        "{n} that count harm to armed parties are left out.",
        panel["left_out"],
    )
    return {
        "rows": rows,
        "more": " ".join(text for text in (more if panel["more"] else "", left if panel["left_out"] else "") if text),
        "note": words.say(
            "Compared, never added: a total that others publish counts its own happenings in its own way."
        ),
        "none": words.say("No total that others publish for {place} is in this sample.", place=facts.subject.label),
    }


def _labels(facts: Facts) -> dict[str, str]:
    """Fixed words of the page."""
    texts = {
        "incidents": "Incidents of note",
        "aggregates": "What others have published for this place",
        "method": "How to read this",
        "sources": "Sources",
        "stamp": "To make this brief again",
        "measure": "Measure",
        "days": "Days",
        "who": "Who",
        "theirs": "Their total",
        "ours": "This tally, same days",
        "place": "Place",
        "period": "This period",
        "total": "24 months",
        "page": "Page {n} of {total}",
        "key_low": "at least (low)",
        "key_high": "up to the high",
        "key_best": "best",
        "key_open": "open: or more",
        "key_silent": "no report",
        "measures": "Other measures",
        "behind": "What this period's figures stand on",
    }
    return {name: facts.words.catalogue.gettext(text) for name, text in texts.items()}
