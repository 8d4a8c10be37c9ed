"""A paper as plain data for its outputs: its head, its sections, and what stands at the end of every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.views import back, head, held_back
from tollbook.briefs.views.labels import labels
from tollbook.briefs.views.showable import showable_all
from tollbook.charts.style import tokens
from tollbook.papers.section import Section


def view(facts: Facts, title: str, sections: Sequence[Section], shown: dict[str, Any]) -> dict[str, Any]:
    """Everything that the outputs need, as data for JSON; see `briefs.views.view.view`.

    Parameters
    ----------
    facts : Facts
    title : str
        Of the kind of paper.
    sections : sequence of Section
    shown : dict
        The pictures as `pictures.for_page` gives them.
    """
    words = facts.words
    texts = {
        **_head(facts, title),
        "sections": [section.data() for section in sections],
        "held": held_back.held(facts),
        "method": [each.text for each in facts.said["method"]],
        "sources": back.sources(facts),
        "back": back.matter(facts),
        "labels": labels(words),
        "numerals": [words.number_plain(n) for n in range(len(facts.ledger.sources) + 1)],
    }
    return {
        **showable_all(running.plain_data(texts)),
        "theme": tokens(),
        "pictures": shown,
        "links": back.links(facts),
        "logo": head.logo(facts),
    }


def _head(facts: Facts, title: str) -> dict[str, Any]:
    words, found = facts.words, head.head(facts)
    named = words.say("{title}: {about}", title=title, about=found["title"])
    mark = found["mark"]
    return {
        **found,
        "kind": title,
        "title": named,
        "marked_title": f"{mark} · {named}" if mark else named,
        "most_sheets": None,
        "footer": words.say("{title}: {about}", title=title, about=found["footer"]),
    }
