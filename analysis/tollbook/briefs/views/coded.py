"""Coded values that a public brief may print, as its tables name them; what else was coded is put in as it is.

They are the public values of ``data/reference/public_values.csv``. That list is closed, and so they can be translated.
"""

from __future__ import annotations

from tollbook.charts.messages import mark
from tollbook.charts.words import Words

#: By the column that they are coded in.
LABELS = {
    "responsible": {
        "military": mark("Military"),
        "police": mark("Police"),
        "militia on the military's side": mark("Militia on the military's side"),
        "resistance forces": mark("Resistance forces"),
        "ethnic armed organisation": mark("Ethnic armed organisation"),
        "unidentified armed group": mark("Unidentified armed group"),
        "several parties": mark("Several parties"),
    },
    "victims": {
        "women": mark("Women"),
        "men": mark("Men"),
        "girls": mark("Girls"),
        "boys": mark("Boys"),
        "children": mark("Children"),
        "women and children": mark("Women and children"),
        "older people": mark("Older people"),
        "displaced people": mark("Displaced people"),
        "civilians": mark("Civilians"),
        "students": mark("Students"),
        "teachers": mark("Teachers"),
        "health workers": mark("Health workers"),
        "aid workers": mark("Aid workers"),
        "clergy": mark("Clergy"),
        "journalists": mark("Journalists"),
        "patients": mark("Patients"),
        "detainees": mark("Detainees"),
    },
    "object_hit": {
        "school": mark("School"),
        "health facility": mark("Health facility"),
        "religious building": mark("Religious building"),
        "home": mark("Home"),
        "market": mark("Market"),
        "public gathering": mark("Public gathering"),
    },
    "grade": {
        "verified": mark("Verified"),
        "corroborated": mark("Corroborated"),
        "single-source": mark("Single-source"),
        "disputed": mark("Disputed"),
        "confirmed": mark("Confirmed"),
        "fair": mark("Fair"),
        "weak": mark("Weak"),
        "contested": mark("Contested"),
    },
}


def label(of: str, coded: str, words: Words) -> str:
    """A coded value as a table names it.

    Parameters
    ----------
    of : str
        The column that it is coded in.
    coded : str
    words : Words
    """
    known = LABELS.get(of, {})
    return words.say(known[coded]) if coded in known else coded
