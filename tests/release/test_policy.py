"""The rules of release: those that ship, and an organisation's own."""

from __future__ import annotations

import pytest

from tollbook import measures
from tollbook.release.policy import read
from tollbook.settings import SettingsError


def own(folder, text):
    (folder / "tollbook.toml").write_text(text, encoding="utf-8")
    return folder


def refused(folder, text):
    with pytest.raises(SettingsError) as error:
        read(own(folder, text))
    return str(error.value)


MEASURE = '[[release.measures]]\nmeasure = "airstrikes"\n'
SOURCE = '[[release.sources]]\nsource = "ACLED"\n'


def test_the_rules_that_ship_are_those_of_the_table(tmp_path):
    policy = read(tmp_path)
    assert set(policy.rules) == set(measures.all_measures())
    strikes, displaced, children = (
        policy.rules[name] for name in ("airstrikes", "displaced_total", "civilians_killed_children")
    )
    assert (strikes.public_level, strikes.delay_days, strikes.by_incident) == ("township", 7, False)
    assert (displaced.delay_days, displaced.smallest, displaced.rounded_to) == (30, 50, 100)
    assert children.smallest == 5
    assert policy.rules["detained"].public_period == "quarter"
    assert policy.looser == ()


def test_every_measure_of_displacement_waits_a_month_and_every_other_a_week_at_least(tmp_path):
    for name, rule in read(tmp_path).rules.items():
        assert rule.delay_days >= (30 if name.startswith("displaced") else 7)


def test_stricter_needs_no_reason(tmp_path):
    policy = read(own(tmp_path, f'{MEASURE}delay_days = 14\npublic_level = "state"\n'))
    assert (policy.rules["airstrikes"].delay_days, policy.rules["airstrikes"].public_level) == (14, "state")
    assert policy.looser == ()


def test_looser_needs_a_reason_and_it_is_kept_for_the_brief(tmp_path):
    assert refused(tmp_path, f"{MEASURE}delay_days = 3\nby_incident = true\n") == (
        "tollbook.toml: [[release.measures]] of airstrikes is looser than the rules that ship (airstrikes: delay_days 3 "
        "instead of 7; airstrikes: by_incident yes instead of no), and gives no reason. Write reason = \"...\": every "
        "brief prints it."
    )
    policy = read(own(tmp_path, f'{MEASURE}delay_days = 3\nreason = "Published elsewhere."\n'))
    assert policy.looser == (("airstrikes: delay_days 3 instead of 7", "Published elsewhere."),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[release.measures]]\nmeasure = "airstrike"\n', "There is no measure 'airstrike'. The nearest is 'airstrikes'"),
        (f"{MEASURE}delay = 3\n", "[[release.measures]] has no 'delay'. The nearest is 'delay_days'"),
        (f"{MEASURE}delay_days = -1\n", "delay_days is -1, which is not a whole number from 0 on."),
        (f"{MEASURE}delay_days = true\n", "delay_days is True, which is not a whole number from 0 on."),
        (f'{MEASURE}public_level = "village"\n', "public_level is 'village'. There are: township, district, state, country."),
        (f'{MEASURE}public_period = "day"\n', "public_period is 'day'. There are: month, quarter, year."),
        (f'{MEASURE}by_incident = "yes"\n', "by_incident is 'yes'. Write true or false."),
        ("[release]\nmeasure = 3\n", "[release] has no 'measure'. The nearest is 'measures'"),
        ("[[release.sources]]\nnamed = true\n", "[[release.sources]] names no source."),
        (f"{SOURCE}rows = true\n", "is looser than the rules that ship (a source: rows), and gives no reason."),
        (
            '[[release.sources]]\nsource = "Undisclosed Source"\nnamed = true\nreason = "We know them."\n',
            "an undisclosed source stays so, whatever the reason.",
        ),
        ("release = 3\n", "[release] is 3, which is not a table."),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, said):
    assert said in refused(tmp_path, text)


def test_a_source_of_ones_own_is_named_for_a_reason_and_its_name_is_not_in_the_reason(tmp_path):
    text = '[[release.sources]]\nsource = "Our  Desk"\nnamed = true\nreason = "It is us."\n'
    policy = read(own(tmp_path, text))
    assert policy.terms_of("our desk").named
    assert policy.looser == (("a source: named", "It is us."),)


def test_a_source_may_be_kept_back(tmp_path):
    text = '[[release.sources]]\nsource = "The Irrawaddy"\nnamed = false\naggregates = false\n'
    terms = read(own(tmp_path, text)).terms_of("The Irrawaddy")
    assert not terms.named
    assert not terms.aggregates
    assert read(tmp_path / "..").terms_of("The Irrawaddy").named
