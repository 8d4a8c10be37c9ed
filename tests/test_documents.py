"""What the documents say of the code and the data is so: commands, links, rows, figures."""

import csv
import re
import shlex
import struct
import textwrap
from pathlib import Path

import click
import pytest

import tollbook as tb
from tollbook import measures, shipped
from tollbook.briefs import identity
from tollbook.claims import schema
from tollbook.commands.group import group
from tollbook.commands.names import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])
CODING = (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
NUMBERS = (ROOT / "docs" / "how_a_number_is_made.md").read_text(encoding="utf-8")


def page_id(page):
    return page.relative_to(ROOT).as_posix()


def anchors(page):
    """The anchors of a page's headings, as the usual viewers make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        assert to.exists(), f"{page.name} links to {target}"
        assert not anchor or anchor in anchors(to), f"{page.name} links to {target}"


def shown_commands():
    """Every `tollbook ...` line that a page shows as an example, as its words."""
    for page in PAGES:
        for line in re.findall(r"^    (?:\.venv\S+)?(tollbook .*)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            yield page.name, shlex.split(line)


def test_every_command_that_a_page_shows_exists_with_its_options():
    shown = list(shown_commands())
    assert {words[1] for _, words in shown} == set(COMMANDS)
    for page, words in shown:
        command = group.get_command(None, words[1])
        if isinstance(command, click.Group) and words[2:]:
            command = command.commands[words[2]]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        used = {word.partition("=")[0] for word in words[2:] if word.startswith("--")}
        assert used <= known | {"--help"}, f"{page}: {' '.join(words)}"


def test_every_make_target_that_a_page_shows_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for line in re.findall(r"^    make (.*)$|`make ([^`]*)`", text, re.MULTILINE):
            words = [word for word in shlex.split("".join(line), comments=True) if "=" not in word]
            assert set(words) <= targets, f"{page.name}: make {' '.join(words)}"


def test_the_picture_in_the_readme_is_of_a_page():
    header = (ROOT / "docs" / "gallery" / "pale-2024-11-en-1.png").read_bytes()[:24]
    width, height = struct.unpack(">II", header[16:])
    assert width >= 800
    assert height / width == pytest.approx(297 / 210, rel=0.01)  # A4


def test_the_readme_counts_the_sample_that_ships():
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(rows)} claims from {len({row['url'] for row in rows})} public articles and reports" in readme


def test_the_guide_for_coders_describes_every_column_and_every_measure():
    first_cells = re.findall(r"^\| (`[^|]*`) \|", CODING, re.MULTILINE)
    described = {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)}
    required = CODING.partition("must be filled in every row: ")[2].partition(".")[0]
    assert set(schema.NAMES) | set(measures.all_measures()) <= described
    assert re.findall(r"`(\w+)`", required) == list(schema.REQUIRED)


def coded_rows():
    """The worked rows of the guide: claim id, and what the guide says of its cells."""
    return re.findall(r"^\|[^|]*\| `(c\d+)` \| ([^|]*) \|", CODING, re.MULTILINE)


def test_the_worked_report_shows_the_rows_that_ship():
    with open(shipped.claims_file(), encoding="utf-8", newline="") as handle:
        claims = {row["claim_id"]: row for row in csv.DictReader(handle)}
    incident = {name for name, row in claims.items() if row["incident_id"] == "pale-town-2024-11"}
    assert {name for name, _ in coded_rows()} == incident
    for name, said in coded_rows():
        row = claims[name]
        assert said.startswith(f'`{row["measure"]}`, "{row["wording"]}": '), name
        cells = said.partition('": ')[2].partition(";")[0].partition("`")[0].strip(" ;")
        typed = [row[column] for column in ("low", "best", "high")]
        assert cells == (", ".join(cell or "empty" for cell in typed) if any(typed) else "no numbers"), name
        assert ("`part`" in said) == (row["extent"] == "part"), name


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file())).table.set_index(["incident_id", "measure", "base"])


def in_words(finding):
    """A finding as the documents write it: "7 or more", "1,000 to 10,000, best 10,000", "25"."""
    low, best, high = finding["low"], finding["best"], finding["high"]
    if not finding["open"] and low == high:
        return f"{low:,.0f}"
    bounds = f"{low:,.0f} or more" if finding["open"] else f"{low:,.0f} to {high:,.0f}"
    return bounds if best == low else f"{bounds}, best {best:,.0f}"


def test_the_worked_report_shows_the_findings_that_its_rows_give(found):
    labels = {measure.label.lower(): name for name, measure in measures.all_measures().items()}
    table = CODING.partition("### What the nine rows become")[2]
    rows = re.findall(r"^\| ([a-z ]+) \| ([^|]*\d[^|]*) \|", table, re.MULTILINE)
    assert {labels[label]: said for label, said in rows} == {
        measure: in_words(finding) for (_, measure, _), finding in found.loc[["pale-town-2024-11"]].iterrows()
    }


WORKED = [
    ("pale-town-2024-11", "civilians_killed", ["Civilians killed: 7 or more, best 7."]),
    ("pale-town-2024-11", "displaced_new", ["Newly displaced: 1,000 to 10,000, best 10,000."]),
    ("pale-town-2024-11", "airstrikes", ["Airstrikes: 31 or more."]),
    ("pale-town-2024-11", "houses_destroyed", ["Houses destroyed: 45 or more, best 50."]),
    ("pazigyi-2023-04-11", "civilians_killed", ["Low 50:", "Best 168:", "High 174:"]),
    ("pale-nyaungkone-2023-06-27", "civilians_killed", ["Low 10:", "Best 11:", "High 12, closed"]),
]


@pytest.mark.parametrize(("incident", "measure", "said"), WORKED)
def test_the_examples_worked_by_hand_come_out_of_the_rules(found, incident, measure, said):
    plain = NUMBERS.replace("**", "")
    assert [part for part in said if part not in plain] == []
    finding = found.loc[(incident, measure, "")]
    numbers = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", " ".join(said).replace(", ", " "))}
    assert numbers == {finding["low"], finding["best"]} | (set() if finding["open"] else {finding["high"]})
    assert ("or more" in said[0]) == finding["open"]


@pytest.mark.parametrize("page", ["README.md", "docs/how_a_number_is_made.md"])
def test_the_python_that_a_page_shows_runs_as_it_stands(page, tmp_path, monkeypatch, capsys):
    shown = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", shown, re.MULTILINE | re.DOTALL)
    blocks += re.findall(r"((?:^    .*\n)*^    import tollbook as tb\n(?:^    .*\n?)*)", shown, re.MULTILINE)
    assert blocks
    monkeypatch.chdir(ROOT)
    for block in blocks:
        code = textwrap.dedent(block).replace('save("briefs")', f"save({str(tmp_path)!r})")
        names = {}
        exec(compile(code, page, "exec"), names)
        assert names["tb"] is tb
    if 'save("briefs")' in shown:
        assert [file.suffix for file in tmp_path.glob("*.pdf")] == [".pdf"]


def test_the_settings_file_names_what_is_read_and_sets_nothing():
    assert identity.read(ROOT) == identity.Identity()
    text = (ROOT / "tollbook.toml").read_text(encoding="utf-8")
    fields = {"name" if field == "organisation" else field for field in identity.Identity.__dataclass_fields__}
    assert set(re.findall(r'^(\w+) = ""$', text, re.MULTILINE)) == fields - {"events"}
    assert {name for name in identity.EVENT if f"# {name} = " in text} == set(identity.EVENT)
