"""Every rule in every place of every kind of file that can carry it: none may be missed, and what is none not found."""

from __future__ import annotations

import pytest

from tests.release.scan.invented import CARRIERS, LEAKS, NEAR_MISSES

#: Names of sheets and keys have forms of their own; a link that is no address is none.
_CANT = {("json key", '"place_name": "x"')}


def missed(carrier, texts, found):
    """Leaks that are not found, with their rules."""
    name, made = CARRIERS[carrier]
    return [
        (rule, text)
        for rule, text in texts
        if (carrier, text) not in _CANT and rule not in {code for code, _ in found(made(text), name)}
    ]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_rule_is_missed_wherever_it_is_broken(carrier, found):
    assert missed(carrier, [(rule, texts[0]) for rule, texts in LEAKS.items()], found) == []


@pytest.mark.parametrize("carrier", ["text", "csv", "pdf page", "html link"])
def test_no_leak_is_missed_however_it_is_written(carrier, found):
    assert missed(carrier, [(rule, text) for rule, texts in LEAKS.items() for text in texts], found) == []


@pytest.mark.long
@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_leak_is_missed_wherever_it_stands(carrier, found):
    assert missed(carrier, [(rule, text) for rule, texts in LEAKS.items() for text in texts], found) == []


def wrong(carrier, found):
    """Near misses that are found."""
    name, made = CARRIERS[carrier]
    nothing = set(found(made("invented"), name))  # a comment in a workbook is a finding, whatever it says
    more = {text: {each for each in found(made(text), name) if each[0] in LEAKS} - nothing for text in NEAR_MISSES}
    return {text: sorted(each) for text, each in more.items() if each}


@pytest.mark.parametrize("carrier", ["text", "csv", "json value", "pdf page", "html link", "ipynb text"])
def test_what_only_looks_like_a_leak_is_not_found(carrier, found):
    assert wrong(carrier, found) == {}


@pytest.mark.long
@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_only_looks_like_a_leak_is_found_nowhere(carrier, found):
    assert wrong(carrier, found) == {}
