"""Days, numbers and messages in a language."""

from __future__ import annotations

import pandas as pd
import pytest

from tollbook.charts import catalogue as catalogues
from tollbook.charts import words as layer
from tollbook.charts.catalogue import Catalogue
from tollbook.charts.words import UnknownDigits, UnknownLanguage, Words, words

EN, MY, WESTERN = words("en"), words("my"), words("my", "western")


def days(start: str, end: str) -> str:
    return EN.days(pd.Timestamp(start), pd.Timestamp(end))


def plain(text: str) -> str:
    """A text with usual spaces: in Burmese no line breaks between a number and what it counts."""
    return text.replace("\u00a0", " ")


def test_a_span_says_month_and_year_once_where_it_can():
    assert days("2024-11-11", "2024-11-14") == "11–14 November 2024"
    assert days("2024-11-14", "2024-11-14") == "14 November 2024"
    assert days("2024-10-30", "2024-11-02") == "30 October – 2 November 2024"
    assert days("2023-12-30", "2024-01-02") == "30 December 2023 – 2 January 2024"


def test_a_span_in_a_sentence_has_words_for_its_dash():
    def span(start: str, end: str) -> list[str]:
        return [plain(words.span(pd.Timestamp(start), pd.Timestamp(end))) for words in (EN, MY)]

    assert span("2024-11-11", "2024-11-14") == ["11 to 14 November 2024", "၂၀၂၄ ခုနှစ် နိုဝင်ဘာ ၁၁ ရက်မှ ၁၄ ရက်"]
    assert span("2024-10-30", "2024-11-02")[0] == "30 October to 2 November 2024"
    assert span("2023-12-30", "2024-01-02")[0] == "30 December 2023 to 2 January 2024"
    assert span("2024-11-14", "2024-11-14")[0] == "14 November 2024"


def test_a_whole_month_or_year_is_named():
    assert EN.period(pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-29")) == "February 2024"
    assert EN.period(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31")) == "2024"
    assert EN.period(pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-28")) == "1–28 February 2024"


def test_small_numbers_are_words_in_running_text():
    assert [EN.small(n) for n in (1, 7, 9, 10, 1234)] == ["one", "seven", "nine", "10", "1,234"]


def test_braces_in_values_mean_nothing():
    assert EN.say("{place}: {n}", place="{n} {place}", n=3) == "{n} {place}: 3"


def test_round_numbers_are_short_on_an_axis():
    assert [EN.tick(n) for n in (0, 25, 75000, 100000, 2500000)] == ["0", "25", "75,000", "100K", "2.5M"]


def test_singular_and_plural():
    assert EN.count("{n} incident", "{n} incidents", 1) == "1 incident"
    assert EN.count("{n} incident", "{n} incidents", 1200) == "1,200 incidents"


def test_a_list_has_an_and_before_its_last():
    assert EN.listing(["a", "b", "c"]) == "a, b and c"


def test_a_list_of_one_or_two_needs_no_comma():
    assert [EN.listing(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c", "d"])] == [
        "",
        "a",
        "a and b",
        "a, b, c and d",
    ]


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(UnknownLanguage) as error:
        words("xx")
    assert str(error.value) == "There is no catalogue for the language 'xx'. There is: en, my."


def test_unknown_digits_are_refused():
    with pytest.raises(UnknownDigits) as error:
        words("my", "roman")
    assert str(error.value) == "There are no digits 'roman'. There are: native, western."


def test_burmese_numbers_are_in_burmese_digits_or_western_ones_by_choice():
    assert [MY.number(n) for n in (0, 31, 1234567)] == ["၀", "၃၁", "၁,၂၃၄,၅၆၇"]
    assert [WESTERN.number(n) for n in (0, 31, 1234567)] == ["0", "31", "1,234,567"]
    assert (MY.number_plain(2024), WESTERN.number_plain(2024)) == ("၂၀၂၄", "2024")
    assert [MY.small(7), WESTERN.small(7), MY.small(12)] == ["၇", "7", "၁၂"]
    assert MY.tick(250_000) == "၂.၅\xa0သိန်း"


def test_burmese_days_go_from_the_year_to_the_day():
    def days(start: str, end: str, short: bool = False) -> str:
        return plain(MY.days(pd.Timestamp(start), pd.Timestamp(end), short))

    assert days("2024-11-14", "2024-11-14") == "၂၀၂၄ ခုနှစ် နိုဝင်ဘာ ၁၄ ရက်"
    assert days("2024-11-01", "2024-11-30") == "၂၀၂၄ ခုနှစ် နိုဝင်ဘာ ၁–၃၀ ရက်"
    assert days("2024-10-30", "2024-11-02") == "၂၀၂၄ ခုနှစ် အောက်တိုဘာ ၃၀ ရက် – နိုဝင်ဘာ ၂ ရက်"
    assert days("2023-12-30", "2024-01-02") == "၂၀၂၃ ခုနှစ် ဒီဇင်ဘာ ၃၀ ရက် – ၂၀၂၄ ခုနှစ် ဇန်နဝါရီ ၂ ရက်"
    assert days("2024-11-01", "2024-11-30", short=True) == "၂၀၂၄ နိုဝင်ဘာ ၁–၃၀"
    assert plain(MY.period(pd.Timestamp("2024-11-01"), pd.Timestamp("2024-11-30"))) == "၂၀၂၄ ခုနှစ် နိုဝင်ဘာလ"
    assert plain(MY.period(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))) == "၂၀၂၄ ခုနှစ်"
    assert plain(WESTERN.day(pd.Timestamp("2024-11-14"))) == "2024 ခုနှစ် နိုဝင်ဘာ 14 ရက်"


def test_the_letters_of_burmese_months():
    letters = [MY.letters(pd.Timestamp(2024, month, 1)) for month in range(1, 13)]
    assert letters == ["ဇ", "ဖ", "မ", "ဧ", "မ", "ဇ", "ဇ", "ဩ", "စ", "အ", "န", "ဒ"]


def test_a_burmese_list():
    assert MY.listing(["ပုလဲ", "ယင်းမာပင်", "ဆားလင်းကြီး"]) == "ပုလဲ၊ ယင်းမာပင် နှင့် ဆားလင်းကြီး"


def test_places_are_named_in_the_language():
    assert (EN.place_name("MMR005019"), EN.place_label("MMR005019")) == ("Pale", "Pale Township")
    assert (MY.place_name("MMR005019"), MY.place_label("MMR005019")) == ("ပုလဲ", "ပုလဲမြို့နယ်")


INVENTED = {"{n} incident": ("{n} ဖြစ်စဉ် 1",), "seven": ("ခုနစ်",), "sum {s2}": ("sha256 {s2} 40%",)}


def test_a_number_written_out_in_a_translation_is_shown_in_the_digits_of_the_brief():
    shown = Words("my", "native", Catalogue(INVENTED, "0").in_digits("၀၁၂၃၄၅၆၇၈၉"), "my", "၀၁၂၃၄၅၆၇၈၉")
    assert shown.count("{n} incident", "{n} incidents", 12) == "၁၂ ဖြစ်စဉ် ၁"
    assert shown.say("sum {s2}", s2="a7") == "sha256 a7 ၄၀%"


def test_a_language_with_one_form_has_no_plural_and_a_missing_message_is_english():
    invented = Words("my", "western", Catalogue(INVENTED, "0"))
    assert [invented.count("{n} incident", "{n} incidents", n) for n in (1, 2)] == ["1 ဖြစ်စဉ် 1", "2 ဖြစ်စဉ် 1"]
    assert [invented.count("{n} claim", "{n} claims", n) for n in (1, 2)] == ["1 claim", "2 claims"]
    assert invented.say("no report") == "no report"


def test_a_translation_is_reviewed_only_by_a_name_and_when_nothing_in_it_is_missing():
    signed = {"X-Reviewed-By": "Invented Reviewer", "X-Review-Date": "2026-11-22"}
    assert Words("my", "native", Catalogue(INVENTED, "0", signed)).reviewed
    assert not Words("my", "native", Catalogue(INVENTED, "0", {"X-Reviewed-By": ""})).reviewed
    assert not Words("my", "native", Catalogue(INVENTED, "0", signed, complete=False)).reviewed
    assert EN.reviewed and EN.unreviewed == ""


def test_an_unreviewed_translation_says_so_in_both_languages():
    unsigned = Catalogue({"Translation not reviewed": ("မစစ်ရသေးပါ",)}, "0")
    assert Words("my", "native", unsigned).unreviewed == "မစစ်ရသေးပါ · Translation not reviewed"


KAREN = """\
msgid ""
msgstr ""
"Language: ksw\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"X-Reviewed-By: Invented Reviewer\\n"
"X-Locale: my\\n"

msgid "no report"
msgstr "invented words"

#, fuzzy
msgid "no figure"
msgstr "doubtful words"
"""


def test_another_language_needs_a_catalogue_and_nothing_else(monkeypatch, tmp_path):
    (tmp_path / "ksw").mkdir()
    (tmp_path / "ksw" / "tollbook.po").write_text(KAREN, encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(layer, "LANGUAGES", catalogues.languages())
    catalogues.catalogue.cache_clear()
    karen = words("ksw")
    assert karen.say("no report") == "invented words"
    # A translation in doubt is not used, and the catalogue is not reviewed while it has one.
    assert (karen.say("no figure"), karen.reviewed) == ("no figure", False)
    # Numbers and months are those of the locale that the catalogue names; places have their English names.
    assert (karen.number(1200), karen.month(pd.Timestamp("2024-11-14"))) == ("၁,၂၀၀", "နိုဝင်ဘာ ၂၀၂၄")
    assert karen.place_label("MMR005019") == "Pale Township"
    catalogues.catalogue.cache_clear()
    words.cache_clear()
