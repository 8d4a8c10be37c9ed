"""The brief as plain data: texts, tables and pictures in the order in which its outputs set them.

Nothing is computed here. Every number comes from the ledger, every word through the text layer.
"""

from __future__ import annotations

from typing import Any

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.views import (
    back,
    breakdowns,
    displacement,
    head,
    held_back,
    incidents,
    months,
    pictures,
    published,
    quality,
    ranking,
    revisions,
    tiles,
)
from tollbook.briefs.views import map as map_view
from tollbook.briefs.views.labels import labels
from tollbook.briefs.views.showable import showable_all
from tollbook.charts.style import tokens


def view(facts: Facts, shown: dict[str, Any] | None = None) -> dict[str, Any]:
    """Everything that the outputs need, as data for JSON.

    Parameters
    ----------
    facts : Facts
    shown : dict, optional
        The pictures as `pictures.for_page` gives them, where they are made already.

    Returns
    -------
    dict
        Texts are showable: a str, or a running text as `running.as_data` gives it. A table is a dict of ``heading,
        head, rows, note, none``, each row ``cells, own``. Pictures are as `Picture.for_page` gives
        them. ``numerals`` are the numbers of the sources as the language writes them, from zero.
    """
    texts = {
        **head.head(facts),
        **_prose(facts),
        "tiles": tiles.tiles(facts),
        "map": map_view.of(facts),
        "trend": months.trend(facts),
        "beside": months.beside(facts),
        "incidents": incidents.incidents(facts),
        "made": incidents.made(facts),
        "breakdowns": breakdowns.breakdowns(facts),
        "not_coded": breakdowns.not_coded(facts),
        "displacement": displacement.displacement(facts),
        "ranking": ranking.ranking(facts),
        "quality": quality.quality(facts),
        "held": held_back.held(facts),
        "years": months.years(facts),
        "aggregates": published.aggregates(facts),
        "revisions": revisions.revisions(facts),
        "sources": back.sources(facts),
        "back": back.matter(facts),
        "labels": labels(facts.words),
        "numerals": [facts.words.number_plain(n) for n in range(len(facts.ledger.sources) + 1)],
    }
    texts = showable_all(running.plain_data(texts))
    return {
        **texts,
        "theme": tokens(),
        "pictures": shown or pictures.for_page(pictures.drawn(facts)),
        "links": back.links(facts),
        "logo": head.logo(facts),
    }


def _prose(facts: Facts) -> dict[str, Any]:
    return {name: [each.text for each in facts.said[name]] for name in ("key_message", "floor", "also", "method")}
