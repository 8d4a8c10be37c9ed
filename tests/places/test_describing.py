"""Descriptions of places, taken apart."""

from __future__ import annotations

import pytest

from tollbook.places.describing import described, part_of


@pytest.mark.parametrize(
    ("text", "names", "beside", "kind"),
    [
        ("Pale", ("Pale",), (), "place"),
        ("Nyaung Kone, Pale Township, Sagaing", ("Nyaung Kone",), ("Pale Township", "Sagaing"), "place"),
        ("17 villages in Khin-U", (), ("Khin-U",), "part"),
        ("48 villages of Myinmu Township", (), ("Myinmu Township",), "part"),
        ("three villages, Taungdwingyi", (), ("Taungdwingyi",), "part"),
        ("near Tharsi", ("Tharsi",), (), "near"),
        ("villages northwest of Pale town", ("Pale town",), (), "near"),
        ("14 miles from Falam", ("Falam",), (), "near"),
        ("Ayeyarwady River", ("Ayeyarwady",), (), "near"),
        ("Lin Ta Lu monastery", ("Lin Ta Lu",), (), "thing"),
        ("Latpan oil field area", ("Latpan",), (), "thing"),
        ("Mung Lai Hkyet IDP camp", ("Mung Lai Hkyet",), (), "thing"),
        ("Hla Phoe Khaung refugee reception camp", ("Hla Phoe Khaung",), (), "thing"),
        ("Nyaung Kone and Kyar Si", ("Nyaung Kone", "Kyar Si"), (), "place"),
        ("Thin Taw, Zaw Chaung and Ma Gyi Kone", ("Thin Taw", "Zaw Chaung", "Ma Gyi Kone"), (), "place"),
        ("Aung Tha and nearby villages", ("Aung Tha",), (), "place"),
        ("Ward 8, Kyaukme", ("No (8) Ward",), ("Kyaukme",), "place"),
        ("Namkham Township's Hopang Village", ("Hopang Village",), ("Namkham Township",), "place"),
        ("Hsenwi [also known as Theinni, 40 km northeast of Lashio]", ("Hsenwi (Theinni)",), (), "place"),
        ("ပုလဲမြို့နယ်၊ ညောင်ကုန်းရွာ", ("ညောင်ကုန်းရွာ",), ("ပုလဲမြို့နယ်",), "place"),
        ("ပုလဲ မြို့နယ် ညောင်ကုန်းကျေးရွာ", ("ညောင်ကုန်းကျေးရွာ",), ("ပုလဲမြို့နယ်",), "place"),
        ("ပုလဲမြို့နယ်ညောင်ကုန်းရွာ", ("ညောင်ကုန်းရွာ",), ("ပုလဲမြို့နယ်",), "place"),
    ],
)
def test_descriptions(text, names, beside, kind):
    assert described(text)[:3] == (names, beside, kind)


def test_a_list_of_units_may_be_a_list_or_lie_around():
    told = described("Kywethonyima, Ye and Yebyu townships")
    assert told.names == ("Kywethonyima",)
    assert told.listed == ("Kywethonyima", "Ye", "Yebyu")


def test_parts():
    assert part_of("western Khin-U Township") == "Khin-U Township"
    assert part_of("Western") == ""
    assert part_of("Khin-U") == ""
