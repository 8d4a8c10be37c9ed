"""Who speaks: named origins over their spellings, nameless voices with their outlets."""

import pandas as pd
import pytest

from tollbook.incidents.origins import is_listed, is_nameless, nearest_listed, origin_of, origins


@pytest.mark.parametrize(
    ("voice", "outlet", "origin"),
    [
        ("NUG spokesman", "BioBioChile (EFE)", "NUG"),
        ("Karen National Union", "DVB", "KNU"),
        ("The Irrawaddy tally", "DVB", "The Irrawaddy"),
        ("pale township  PEOPLE'S administration", "RFA", "Pale Township People's Administration"),
        ("residents", "Radio Free Asia", "Radio Free Asia"),
        ("Mogok resident", "DVB", "DVB"),
        ("", "DVB", "DVB"),
        ("", "Nyan Lin Thit Analytica", "Nyan Lynn Thit Analytica"),
        ("Invented Township Committee", "DVB", "Invented Township Committee"),
    ],
)
def test_the_origin_of_a_claim(voice, outlet, origin):
    assert origin_of(voice, outlet) == origin


@pytest.mark.parametrize(
    ("voice", "nameless"),
    [
        ("two local monks", True),
        ("Kyauk Invented villagers", True),
        ("a displaced woman", True),
        ("women's groups", True),
        ("residents of Invented", True),
        ("sources close to the Invented Army", True),
        ("Residents of Invented Sunrise Group", True),
        ("Invented Army and residents", False),
        ("Invented Rescue Group", False),
        ("Invented News", False),
        ("Daw Invented", False),
        ("IJK", False),
    ],
)
def test_a_voice_that_the_table_does_not_list_is_nameless_where_nobody_could_be_found_by_it(voice, nameless):
    assert not is_listed(voice)
    assert is_nameless(voice) is nameless


def test_a_column_of_origins_agrees_with_one_by_one():
    voice = pd.Series(["residents", "NUG spokesman", "", "residents"], dtype="category")
    outlet = pd.Series(["RFA", "RFA", "DVB", "DVB"], dtype="category")
    assert list(origins(voice, outlet)) == ["RFA", "NUG", "DVB", "DVB"]


def test_a_new_spelling_is_shown_with_the_listed_one_that_it_may_be():
    assert nearest_listed("NUG Defence Ministry in exile") == "NUG"
    assert nearest_listed("Invented Sunrise Committee") is None
