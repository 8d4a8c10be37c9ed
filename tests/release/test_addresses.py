"""Addresses of reports that spell a place below a township."""

import time
from urllib.parse import quote

import pandas as pd
import pytest

from tollbook import shipped
from tollbook.places import gazetteer
from tollbook.places.folding import fold
from tollbook.release.addresses import names_a_place, withheld

KANBALU, SALINGYI, WAINGMAW, KYAUKME, MOGOK = "MMR005007", "MMR005018", "MMR001002", "MMR015012", "MMR010011"
NEWS = "https://invented.example/news/"

#: What a reader found in the 224 addresses of the sample: those that name a place below a township.
FOUND = {
    "https://english.dvb.no/dontaw-buried/": "dontaw",
    "https://fedgrassroots.org/attack-on-daw-noe-khu-idp-camp-in-karenni-kayah-state/": "daw noe khu",
    "https://kachinnews.com/2023/04/20/171-people-including-38-children-killed-by-burma-armys-airstrikes-on-pazi-gyi-village": "pazi gyi",
    "https://mmpeacemonitor.org/318334/40-children-are-among-those-killed-in-pazigyi-village-airstrike": "pazigyi",
    "https://mmtvnews.com/post/khin-oo-township-kanthit-village-was-burned-for-the-fourth-time-and-more-than-60-houses-were-damage": "kanthit",
    "https://mmtvnews.com/post/mung-lai-hkyet-which-has-no-inhabitants": "mung lai hkyet",
    "https://mmtvnews.com/post/the-army-of-the-military-coup-destroyed-sone-gone-village-in-butalin-district-sagaing-region": "sone gone",
    "https://newsable.asianetnews.com/world/myanmar-ruling-junta-confirms-air-strike-on-pazigyi-village-several-killed-gcw-rszniz": "pazigyi",
    "https://pantaing.com/en_US/civilian-casualties-and-damage-from-military-airstrikes-in-northern-shan-states-kyaukme-and-mong-ngaw": "mong ngaw",
    "https://thanlwintimes.com/2023/04/21/junta-aircraft-drops-more-bombs-on-pazigyi-village/": "pazigyi",
    "https://www.mmtvnews.com/post/the-army-has-attacked-the-village-of-pan-nyo-myaung-district-for-the-third-time": "pan nyo",
    "https://www.thetimes.co.uk/article/done-taw-massacre-soldiers-accused-of-burning-eleven-people-to-death-bbzb8sgdg": "done taw",
}  # fmt: skip


def test_of_the_sample_those_addresses_are_found_that_a_reader_found_and_no_others():
    sample = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    assert sample["url"].nunique() == 224
    assert withheld(sample) == FOUND


@pytest.mark.parametrize(
    ("address", "township", "expected"),
    [
        ("airstrike-on-pazigyi-village-kills-170", KANBALU, "pazigyi"),
        ("airstrike-on-pa-zi-gyi-kills-170", KANBALU, "pa zi gyi"),
        ("Airstrike_On_PaZiGyi.html", KANBALU, "pazigyi"),
        ("airstrike%2Don%2Dpazigyi", KANBALU, "pazigyi"),
        ("airstrike%252Don%252Dpazigyi", KANBALU, "pazigyi"),
        ("?p=12&title=bombs-on-pazigyi", KANBALU, "pazigyi"),
        ("#pazigyi", KANBALU, "pazigyi"),
        ("dontaw-massacre", SALINGYI, "dontaw"),
        ("donetaw-massacre", SALINGYI, "donetaw"),
        ("mong-ngaw-bombed", KYAUKME, "mong ngaw"),
        ("clashes-in-myoung", "MMR009014", "myoung"),
        # Spelled in a name that the gazetteer hasn't, beside a word for its kind.
        ("attack-on-daw-noe-khu-idp-camp", "MMR002004", "daw noe khu"),
        ("bombs-hit-nan-neint-monastery", MOGOK, "nan neint"),
        ("village-of-mung-nawng-burned", WAINGMAW, "mung nawng"),
        ("two-killed-in-ward-8-of-mogok", MOGOK, "ward 8"),
        ("two-killed-in-3rd-ward", MOGOK, "3rd ward"),
    ],
)
def test_a_place_below_a_township_is_found(address, township, expected):
    assert names_a_place(NEWS + address, [township]) == expected


@pytest.mark.parametrize(
    ("address", "township"),
    [
        ("airstrike-kills-ten-in-kanbalu-township", KANBALU),
        ("kantbalu-township-airstrike", KANBALU),
        ("junta-bombs-mogok-town-again", MOGOK),
        ("kyaikto-township-monastery-hit", "MMR011009"),
        ("regime-forces-torch-villages-in-thayet-chaung", "MMR006003"),
        # A township of another state, spelled as a village here is called: the word behind it says what it is.
        ("clashes-in-myoung-township", "MMR009014"),
        ("at-least-30-killed-in-depayin-school-attack", "MMR005010"),
        ("junta-shelling-of-kachin-idp-camp-kills-dozens", WAINGMAW),
        ("bodies-found-in-a-village-after-troops-left", SALINGYI),
        ("since-then-more-than-ten-are-gone", SALINGYI),
        ("rohingya-village-burned", "MMR012009"),
        ("?p=7174", SALINGYI),
        ("2024/03/06/7777", SALINGYI),
        ("", SALINGYI),
    ],
)
def test_a_public_name_or_none_is_not(address, township):
    assert names_a_place(NEWS + address, [township]) == ""


def test_the_host_names_nothing():
    assert names_a_place("https://pazigyi.invented.example/news", [KANBALU]) == ""


def test_a_village_is_looked_for_in_the_townships_that_the_claims_lie_in():
    assert names_a_place(NEWS + "dontaw-buried", [KANBALU]) == ""
    assert names_a_place(NEWS + "dontaw-buried", [KANBALU, SALINGYI]) == "dontaw"


def test_where_only_the_state_is_known_names_of_seven_letters_count():
    assert names_a_place(NEWS + "pazigyi-bombed", ["MMR005"]) == "pazigyi"
    assert names_a_place(NEWS + "pazigyi-bombed", []) == "pazigyi"
    assert names_a_place(NEWS + "pazigyi-bombed", ["MMR001"]) == ""
    # Six letters: known by its township alone.
    assert names_a_place(NEWS + "pannyo-burned", ["MMR005"]) == ""
    assert names_a_place(NEWS + "pannyo-burned", ["MMR005003"]) == "pannyo"


def test_a_code_of_a_village_stands_for_its_township():
    assert names_a_place(NEWS + "dontaw-buried", ["173955"]) == "dontaw"


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Mung Lai Hkyet IDP camp", "mung-lai-hkyet-which-is-empty", "mung lai hkyet"),
        ("Mung Lai Hkyet IDP camp", "munglaihkyet", "munglaihkyet"),
        ("Sein Yadanar monastery, Nawnghkio", "bombs-hit-sein-yadanar", "sein yadanar"),
        ("near Nyaung Yin", "bodies-near-nyaungyin", "nyaungyin"),
        ("Phan Nyo and Nyaung Kaya", "nyaung-kayar-burned", "nyaung kayar"),
        ("A Nang Pa", "anangpa-concert-bombing", "anangpa"),
        ("eastern Mogok", "mogok-bombed", ""),
        ("Bago city", "bago-massacre", ""),
    ],
)
def test_the_claims_own_names_are_found_without_what_is_written_around_them(name, address, expected):
    assert names_a_place(NEWS + address, ["MMR017001"], [name]) == expected
    # The township, one far away, has no such place: the name is all that is known.
    assert names_a_place(NEWS + address, ["MMR017001"]) == ""


def test_a_name_in_burmese_letters_is_found():
    village, township = (
        gazetteer.burmese_names()["173955"],
        gazetteer.townships().set_index("pcode")["name_my"][SALINGYI],
    )
    assert names_a_place(NEWS + quote(f"{township}မြို့နယ်-{village}ရွာ"), [SALINGYI]) == fold(village)
    assert names_a_place(NEWS + quote(f"{township}မြို့နယ်"), [SALINGYI]) == ""
    # A mark goes on with the last letter: another word.
    assert names_a_place(NEWS + quote(f"{village}\u1031"), [SALINGYI]) == ""


def test_an_incidents_names_count_for_all_its_reports():
    row = {"pcode": "MMR017001", "place_level": "village", "incident_id": "invented-1"}
    table = pd.DataFrame(
        [
            {**row, "url": NEWS + "1", "place_name": "Mung Lai Hkyet"},
            {**row, "url": NEWS + "mung-lai-hkyet-hit", "place_name": "the camp"},
            {**row, "url": "", "place_name": "Mung Lai Hkyet", "incident_id": ""},
        ]
    )
    assert withheld(table) == {NEWS + "mung-lai-hkyet-hit": "mung lai hkyet"}


def test_three_hundred_addresses_take_less_than_a_second():
    urls = [f"{NEWS}{number}-people-killed-in-an-airstrike-on-a-village-in-township-{number}" for number in range(300)]
    names_a_place(urls[0], [KANBALU, SALINGYI])
    start = time.perf_counter()
    assert [names_a_place(url, [KANBALU, SALINGYI]) for url in urls] == [""] * 300
    assert time.perf_counter() - start < 1
