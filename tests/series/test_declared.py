"""Series files: what they may say, and a whole sentence for everything that is wrong, all at once."""

import difflib
from pathlib import Path

import pytest

from tollbook import places
from tollbook.series import reading
from tollbook.series.declared import OWN, Query, Series
from tollbook.series.reading import SeriesError
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF

#: A series that is right, as people write it.
RIGHT = {
    "title": "Invented series",
    "notebook": "township_brief",
    "places": "[Pale]",
    "every": "month",
    "first": "2024-11",
    "delay_days": "31",
}


def write(folder, name="invented", **lines):
    """A series file of the right lines and others; None leaves a line out."""
    said = {**RIGHT, **lines}
    text = "".join(f"{key}: {value}\n" for key, value in said.items() if value is not None)
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder / f"{name}.yml"


def wrong(folder, **lines):
    """What is said of a series with some other lines, a sentence a line."""
    with pytest.raises(SeriesError) as error:
        reading.read(write(folder, **lines))
    return str(error.value).splitlines()


def test_a_right_series(tmp_path):
    made = reading.read(write(tmp_path))
    assert (made.name, made.path, made.notebook) == ("invented", tmp_path / "invented.yml", TOWNSHIP_BRIEF)
    assert made.pcodes == ["MMR005019"]
    assert made.series.model_dump() == {
        "title": "Invented series",
        "notebook": "township_brief",
        "places": ["Pale"],
        "every": "month",
        "first": "2024-11",
        "last": None,
        "delay_days": 31,
        "languages": ["en"],
        "release": "public",
        "cell_seconds": 600,
        "parameters": {},
    }
    assert f"{made.series.issued(made.series.first_period):%Y-%m-%d}" == "2024-12-31"


def test_the_two_that_ship():
    quarterly, monthly = reading.read_all()
    assert [each.name for each in (quarterly, monthly)] == ["myanmar-quarterly", "sagaing-townships-monthly"]
    assert quarterly.pcodes == ["MMR"]
    assert len(monthly.pcodes) == 37
    assert {places.unit(code).state for code in monthly.pcodes} == {"MMR005"}
    assert monthly.pcodes == sorted(monthly.pcodes)


def test_places_of_a_query_and_of_a_list():
    assert Query(level="state").pcodes() == sorted(places.units_at("state", "MMR"))
    # Hlaingtharya, and not its two parts besides.
    assert len(Query(level="township").pcodes()) == 330
    assert {"MMR013046", "MMR013047"} & set(Query(level="township").pcodes()) == set()
    assert Query(level="country").pcodes() == ["MMR"]
    assert Query(level="district", within="MMR005").pcodes() == sorted(places.units_at("district", "MMR005"))
    several = {**RIGHT, "delay_days": 31, "places": ["Kale Township", "MMR005019", "Pale, Sagaing", "Myanmar"]}
    # In the order of the file, and each once, however it is called.
    assert Series.model_validate(several).pcodes == ["MMR005027", "MMR005019", "MMR"]


def test_a_year_may_be_written_without_quotes(tmp_path):
    made = reading.read(write(tmp_path, every="year", first="2023", last="2024", title="2024"))
    assert (made.series.first_period.name, made.series.last_period.name, made.series.title) == ("2023", "2024", "2024")


def test_languages_are_taken_once(tmp_path):
    assert reading.read(write(tmp_path, languages="[my, en, my]")).series.languages == ["my", "en"]


CADENCES = "There is no cadence 'monthly'. The nearest is 'month'; all of them: week, month, quarter, year."
SERIES_NAMES = "title, notebook, places, every, first, last, delay_days, languages, release, cell_seconds, parameters"
ONE_EACH = [
    ({"every": "monthly"}, f"every: {CADENCES}"),
    ({"every": None}, "every: It is missing."),
    ({"title": None}, "title: It is missing."),
    ({"title": "''"}, "title: It is empty."),
    ({"notebook": "townshipbrief"}, f"notebook: There is no notebook 'townshipbrief'. The nearest is 'township_brief'; all of them: {', '.join(NOTEBOOKS)}."),
    ({"first": "2024-11-01"}, "first: '2024-11-01' names no month; write it like 2024-11."),
    ({"first": "2024"}, "first: '2024' names no month; write it like 2024-11."),
    ({"first": "[2024-11]"}, "first: ['2024-11'] does not do. Input should be a valid string."),
    ({"last": "2024-Q4"}, "last: '2024-Q4' names no month; write it like 2024-11."),
    ({"last": "2024-10"}, "last: 2024-10 lies before the first, 2024-11."),
    ({"delay_days": "-1"}, "delay_days: -1 does not do. Input should be greater than or equal to 0."),
    # Not 25, as YAML 1.1 has it.
    ({"delay_days": "031"}, "delay_days: '031' does not do. Input should be a valid integer."),
    ({"delay_days": "a month"}, "delay_days: 'a month' does not do. Input should be a valid integer."),
    ({"delay_days": "true"}, "delay_days: True does not do. Input should be a valid integer."),
    ({"cell_seconds": "0"}, "cell_seconds: 0 does not do. Input should be greater than or equal to 1."),
    ({"languages": "[no]"}, "languages: There is no language 'no'. The nearest is 'en'; all of them: en, my."),
    ({"languages": "[]"}, "languages: It is empty."),
    ({"languages": "en"}, "languages: 'en' does not do. Input should be a valid list."),
    ({"release": "secret"}, "release: There is no release 'secret'. The nearest is 'internal'; all of them: public, internal."),
    ({"places": None}, "places: The notebook 'township_brief' needs places."),
    ({"places": "Pale"}, "places: 'Pale' is neither a list, such as [Pale, Budalin], nor a query, such as {level: township, within: Sagaing Region}."),
    ({"places": "[5]"}, "places.1: 5 does not do. Input should be a valid string."),
    ({"places": "{level: village}"}, "places.level: There is no level 'village'. The nearest is 'state'; all of them: township, district, state, country."),
    ({"places": "{within: Sagaing Region}"}, "places.level: It is missing."),
    ({"places": "{level: township, in: Sagaing Region}"}, "places.in: There is no such name. The nearest is 'within'; all of them: level, within."),
    ({"places": "{level: state, within: Pale}"}, "places: Within Pale there is no state. Give a level below it, or another place."),
    ({"delay": "31"}, f"delay: There is no such name. The nearest is 'delay_days'; all of them: {SERIES_NAMES}."),
    ({"parameters": "{languages: en}"}, "parameters.languages: The notebook 'township_brief' has no such parameter. The nearest is 'sources'."),
    ({"parameters": "[claims]"}, "parameters: ['claims'] does not do. Input should be a valid dictionary."),
    ({"parameters": "{version: 2}"}, "parameters.version: The series itself sets it. Leave it out."),
    ({"parameters": "{as_of: =day of isue}"}, "parameters.as_of: There is no value '=day of isue'. The nearest is '=day of issue'."),
    ({"parameters": "{beside: [=last issue]}"}, "parameters.beside: A value that begins with '=' stands alone, and not in a list."),
    ({"parameters": "{as_of: day of issue}"}, "parameters.as_of: Not a day; write it as YYYY-MM-DD, for example 2024-11-30."),
    ({"parameters": "{claims: 5}"}, "parameters.claims: Input should be a valid string."),
    ({"parameters": "{rule: priority}"}, None),
    ({"parameters": "{token: invented-word}"}, "parameters.token: The notebook 'township_brief' has no such parameter. The nearest is 'population'."),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "said"), [each for each in ONE_EACH if each[1]], ids=lambda each: str(each)[:40])
def test_each_mistake_is_a_sentence(tmp_path, lines, said):
    found = wrong(tmp_path, **lines)
    if "nearest" in said:  # which of two is nearer may change with the names that there are
        assert len(found) == 1
        assert found[0].partition(" The nearest")[0] == f"invented.yml, {said}".partition(" The nearest")[0]
    else:
        assert found == [f"invented.yml, {said}"]


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    said = wrong(
        tmp_path,
        every="monthly",
        places="[Palx, Nowhereville, Pale]",
        languages="[xx, yy]",
        delay="31",
        delay_days="a month",
        parameters="{claim: x.csv, version: 3, as_of: =day of isue, rule: envelop}",
        cell_seconds="0",
    )
    assert [line.partition(": ")[0] for line in said] == [
        "invented.yml, places", "invented.yml, places", "invented.yml, every", "invented.yml, delay_days",
        "invented.yml, languages", "invented.yml, languages", "invented.yml, cell_seconds", "invented.yml, delay",
        "invented.yml, parameters.claim", "invented.yml, parameters.version", "invented.yml, parameters.as_of",
        "invented.yml, parameters.rule",
    ]  # fmt: skip
    assert said[0].startswith("invented.yml, places: 'Palx' is no place that is certain: ")


def test_what_fits_together_is_looked_at_though_something_else_is_wrong(tmp_path):
    assert wrong(tmp_path, title=None, first="2024-12", last="2024-10", places=None) == [
        "invented.yml, title: It is missing.",
        "invented.yml, last: 2024-10 lies before the first, 2024-12.",
        "invented.yml, places: The notebook 'township_brief' needs places.",
    ]


def test_a_rule_without_its_sources_is_said(tmp_path):
    (said,) = wrong(tmp_path, parameters="{rule: priority, sources: []}")
    assert said == (
        "invented.yml, parameters.sources: The rule 'priority' and a list of sources go together, and neither without "
        "the other."
    )


def test_a_series_whose_first_brief_is_never_due_is_refused_once_and_not_for_each_brief(tmp_path):
    (said,) = wrong(tmp_path, places="{level: township, within: Sagaing Region}", delay_days="3")
    assert said == (
        "invented.yml, its first brief: invented/2024-11/MMR005001-en could not be made. The parameters do not fit "
        "together: A public brief of Sagaing Township up to 2024-11-30 is not due before 2024-12-07, 7 days after its "
        "last day, and it would be issued on 2024-12-03. Issue it later (issued), or make it for internal use (release)."
    )


def test_a_notebook_without_a_place_has_none(tmp_path, registered, monkeypatch):
    class NoPlace(registered.parameters):
        pass

    for name in ("place", "language", "release"):
        NoPlace.model_fields.pop(name)
    monkeypatch.setitem(NOTEBOOKS, "invented", type(registered)("invented", "t", "q?", NoPlace))
    assert wrong(tmp_path, notebook="invented", languages="[en, my]", release="internal", delay_days="0") == [
        "invented.yml, places: The notebook 'invented' has no place. Leave places out.",
        "invented.yml, languages: The notebook 'invented' is in English only. Leave languages out.",
        "invented.yml, release: The notebook 'invented' is public only. Leave release out.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "invented.yml declares no series: it should hold names with values, such as 'every: month'."),
        ("- a\n", "invented.yml declares no series: it should hold names with values, such as 'every: month'."),
        ("5: a\n", "invented.yml declares no series: it should hold names with values, such as 'every: month'."),
        ("every: month\nevery: year\n", "invented.yml is no YAML: every is given twice (line 1, column 1)."),
        ("every: [\n", "invented.yml is no YAML: expected the node content, but found '<stream end>' (line 2, column 1)."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_series(tmp_path, text, said):
    (tmp_path / "invented.yml").write_text(text)
    with pytest.raises(SeriesError) as error:
        reading.read(tmp_path / "invented.yml")
    assert str(error.value) == said


def test_a_file_that_can_not_be_read(tmp_path):
    with pytest.raises(SeriesError) as error:
        reading.read(tmp_path / "none.yml")
    assert str(error.value) == "none.yml can't be read: No such file or directory."
    (tmp_path / "latin.yml").write_bytes("title: Größe\n".encode("latin-1"))
    with pytest.raises(SeriesError) as error:
        reading.read(tmp_path / "latin.yml")
    assert str(error.value) == "latin.yml can't be read: it is not UTF-8. Save it as UTF-8."


@pytest.mark.parametrize("name", ["drafts", "latest", "two words", "a.b", "ပုလဲ", "-x"])
def test_a_name_that_folders_can_not_have_is_refused(tmp_path, name):
    with pytest.raises(SeriesError) as error:
        reading.read(write(tmp_path, name))
    assert str(error.value) == (
        f"{name}.yml: folders and addresses of its briefs are called like the file, so its name has letters, digits, - "
        "and _ only, and is none of: drafts, latest."
    )


def test_all_series_of_a_folder_are_read_and_all_that_is_wrong_with_them_is_said(tmp_path):
    for name in ("b", "a"):
        write(tmp_path, name)
    assert [each.name for each in reading.read_all(tmp_path)] == ["a", "b"]
    assert [each.name for each in reading.read_all(tmp_path, ["b"])] == ["b"]
    write(tmp_path, "c", every="monthly")
    assert [each.name for each in reading.read_all(tmp_path, ["b", "a"])] == ["a", "b"]
    with pytest.raises(SeriesError) as error:
        reading.read_all(tmp_path, ["c", "d", "a"])
    assert str(error.value).splitlines() == [
        f"There is no series 'd'. The nearest is '{difflib.get_close_matches('d', 'abc', n=1, cutoff=0.0)[0]}'; all of them: a, b, c.",
        f"c.yml, every: {CADENCES}",
    ]
    assert reading.titles(tmp_path) == {"a": "Invented series", "b": "Invented series"}


def test_folders_without_series(tmp_path):
    for folder, said in (
        (tmp_path / "none", f"There is no folder {tmp_path / 'none'}. Give one that holds series files (--series)."),
        (tmp_path, f"The folder {tmp_path} holds no series: no file that ends in .yml."),
    ):
        with pytest.raises(SeriesError) as error:
            reading.read_all(folder)
        assert str(error.value) == said
        assert reading.titles(folder) == {}


def test_a_file_with_the_other_ending_is_not_passed_over(tmp_path):
    write(tmp_path, "a")
    (tmp_path / "b.yaml").write_text("title: x\n")
    with pytest.raises(SeriesError) as error:
        reading.read_all(tmp_path)
    assert str(error.value) == "b.yaml: a series file ends in .yml. Give it that name."


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_has_what_a_series_sets(name):
    """Without a version or an approval its issues could be neither published nor told apart."""
    fields = NOTEBOOKS[name].parameters.model_fields
    assert {"language", "release", "approval", "version", "formats", "output"} <= set(fields)
    assert {"place", "start", "end", "issued", "language", "release", "approval", "version", "output"} <= set(OWN)


def test_the_files_that_ship_say_what_they_are_made_for():
    for each in reading.read_all():
        assert Path(each.path).read_text(encoding="utf-8").startswith("# ")
