"""What is made, what is not made again and why, and which version it is; the notebooks here are run by the test itself."""

import json
import shutil
from datetime import date, timedelta

import pytest

from tests.briefs.invented import claim
from tests.series.invented import KALE, PALE, claims_file, held, series_file
from tollbook.files import OutputError
from tollbook.series import ingredients, snapshot
from tollbook.series.issues import Published
from tollbook.series.making import says
from tollbook.series.manifest import NAME, Manifest
from tollbook.suite import run

AT_PALE, AT_KALE = f"invented-monthly/2024-11/{PALE}-en", f"invented-monthly/2024-11/{KALE}-en"
STEM = f"{PALE.lower()}-2024-11-01-2024-11-30"
LISTED = {"source": "The Irrawaddy"}


def statuses(made):
    return {name: each.status for name, each in made.items()}


def publish(runs, name=AT_PALE, withdrawn=False):
    """Put a draft among the issues as if it had been approved, or its record as if it had been withdrawn then."""
    draft = runs.places.draft(runs.tasks()[0])
    issue = runs.places.issue(runs.tasks()[0])
    issue.mkdir(parents=True, exist_ok=True)
    pcode = name.split("/")[2].split("-")[0].lower()
    for path in sorted(draft.glob(f"{pcode}-*-draft*")):
        shutil.move(path, issue / path.name.replace("-draft", ""))
    facts = max(issue.glob(f"{pcode}-*-facts.json"))
    said = json.loads(facts.read_text())
    said["brief"]["approval"] = {"role": "invented", "day": "2025-01-31"}
    facts.write_text(json.dumps(said))
    if withdrawn:
        record = {"format": "tollbook withdrawn 1", "day": "2025-02-01", "role": "invented", "reason": "Invented.",
                  "brief": said["brief"], "publisher": {}, "approval": None, "files": {}}  # fmt: skip
        (issue / facts.name.replace("-facts.json", "-withdrawn.json")).write_text(json.dumps(record))
        facts.unlink()


def test_what_was_never_made_is_made_once(runs):
    made = runs.make()
    assert statuses(made) == {AT_PALE: "made", AT_KALE: "made"}
    assert {each.why for each in made.values()} == {("new",)}
    assert made[AT_PALE].path == runs.places.drafts / "invented-monthly" / "2024-11" / f"{STEM}-draft.html"
    assert made[AT_PALE].path.is_file()
    assert made[AT_PALE].seconds == 0.5
    before = held(runs.briefs)
    assert len(before) == 2 * 5

    again = runs.make()
    assert statuses(again) == {AT_PALE: "unchanged", AT_KALE: "unchanged"}
    assert again[AT_PALE].path == made[AT_PALE].path
    assert runs.ran == []
    assert held(runs.briefs) == before


def test_explaining_makes_nothing(runs):
    assert runs.why() == {AT_PALE: ("new",), AT_KALE: ("new",)}
    assert not runs.briefs.exists()
    runs.make()
    before = {path: path.read_bytes() for path in runs.briefs.rglob("*") if path.is_file()}
    plans = runs.plans()
    assert (plans[AT_PALE].why, plans[AT_PALE].path.name) == ((), f"{STEM}-draft.html")
    assert list(plans[AT_PALE].ingredients) == [
        "claims", "parameters", "notebook", "code", "libraries", "reference tables", "catalogue", "publisher",
    ]  # fmt: skip
    assert {path: path.read_bytes() for path in runs.briefs.rglob("*") if path.is_file()} == before


def changed_claims(runs, monkeypatch):
    claims_file(
        runs.series,
        [
            claim(1, **LISTED),
            claim(2, "invented-2", low="3", best="4", high="5", pcode=KALE, place_name="Kale", **LISTED),
        ],
    )


def changed_parameters(runs, monkeypatch):
    series_file(runs.series, parameters={"claims": "invented-claims.csv", "formats": ["html"], "act": "slow"})


def changed_notebook(runs, monkeypatch):
    path = runs.tasks()[0].series.notebook.path
    path.write_text(path.read_text().replace("## What it does", "## What it did"))


def changed_code(runs, monkeypatch):
    monkeypatch.setattr(ingredients, "code", lambda: "another")


def changed_libraries(runs, monkeypatch):
    monkeypatch.setattr(ingredients, "libraries", lambda: "another")


def changed_tables(runs, monkeypatch):
    monkeypatch.setattr(ingredients, "reference_sha256", lambda: "another")


def changed_catalogue(runs, monkeypatch):
    monkeypatch.setattr(ingredients, "catalogue", lambda language: "another")


def changed_publisher(runs, monkeypatch):
    (runs.briefs.parent / "tollbook.toml").write_text('[organisation]\nname = "Invented Organisation"\n')


def gone_file(runs, monkeypatch):
    for path in runs.places.drafts.rglob("*-tally.csv"):
        path.unlink()


REASONS = {
    "claims": changed_claims,
    "parameters": changed_parameters,
    "notebook": changed_notebook,
    "code": changed_code,
    "libraries": changed_libraries,
    "reference tables": changed_tables,
    "catalogue": changed_catalogue,
    "publisher": changed_publisher,
    "files": gone_file,
}


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_to_make_a_brief_again(runs, monkeypatch, reason):
    monkeypatch.chdir(runs.briefs.parent)  # where tollbook.toml is looked for
    runs.make()
    REASONS[reason](runs, monkeypatch)
    assert runs.why() == {AT_PALE: (reason,), AT_KALE: (reason,)}
    made = runs.make()
    assert {each.why for each in made.values()} == {(reason,)}
    assert statuses(made) == {AT_PALE: "made", AT_KALE: "made"}
    assert runs.why() == {AT_PALE: (), AT_KALE: ()}


def test_several_reasons_are_all_told(runs, monkeypatch):
    runs.make()
    changed_code(runs, monkeypatch)
    changed_claims(runs, monkeypatch)
    assert runs.why()[AT_PALE] == ("claims", "code")


def test_a_file_of_its_own_is_a_reason_by_its_name(runs):
    from tests.briefs.invented import brief, entered_json

    last = runs.series / "last-facts.json"
    last.write_text(entered_json(brief(claim(1))), encoding="utf-8")
    series_file(
        runs.series,
        parameters={"claims": "invented-claims.csv", "formats": ["html"], "previous": "last-facts.json"},
        places=[PALE],
    )
    runs.make()
    assert runs.why() == {AT_PALE: ()}
    last.write_text(entered_json(brief(claim(1), claim(2, "invented-3"))), encoding="utf-8")
    assert runs.why() == {AT_PALE: ("previous",)}
    last.unlink()
    trouble = runs.plans()[AT_PALE].trouble
    assert trouble.message == f"The file for previous, {last}, can't be read: No such file or directory."


def test_all_are_made_again_where_that_is_asked_for(runs):
    runs.make()
    made = runs.make(again=True)
    assert statuses(made) == {AT_PALE: "made", AT_KALE: "made"}
    assert {each.why for each in made.values()} == {("asked for",)}
    assert [version(runs, name) for name in (AT_PALE, AT_KALE)] == [1, 1]


def version(runs, name):
    with Manifest(runs.places.drafts, only_look=True) as manifest:
        return manifest.get(name).version


def test_without_its_manifest_everything_is_made_anew_the_same(runs):
    runs.make()
    before = held(runs.briefs)
    (runs.places.drafts / NAME).unlink()
    assert statuses(runs.make()) == {AT_PALE: "made", AT_KALE: "made"}
    assert held(runs.briefs) == before


def test_what_one_brief_fails_of_stops_no_other_and_is_made_the_next_time(runs):
    def act(job):
        if job.parameters.place == PALE:
            raise ValueError("invented")

    runs.act = act
    made = runs.make()
    assert statuses(made) == {AT_PALE: "failed", AT_KALE: "made"}
    assert made[AT_PALE].trouble.message == "invented"
    assert made[AT_PALE].parameters.place == PALE
    assert [name for name in held(runs.briefs) if PALE.lower() in name] == []
    runs.act = lambda job: None
    made = runs.make()
    assert statuses(made) == {AT_PALE: "made", AT_KALE: "unchanged"}


def test_wrong_claims_stand_against_each_brief_and_are_read_once(runs, monkeypatch):
    claims_file(runs.series, [claim(1, low="9", best="5", high="4"), claim(2)])
    read, really = [], snapshot.read_claims
    monkeypatch.setattr(
        snapshot, "read_claims", lambda path, today=None: read.append(path) or really(path, today=today)
    )
    made = runs.make()
    assert statuses(made) == {AT_PALE: "failed", AT_KALE: "failed"}
    assert {each.trouble.kind for each in made.values()} == {"claims"}
    assert "invented-claims.csv, row 2" in made[AT_KALE].trouble.message
    assert len(read) == 1


def test_a_day_that_has_not_come_yet_stands_against_each_brief(runs):
    ahead = f"{date.today() + timedelta(days=400):%Y-%m-%d}"  # noqa: DTZ011
    claims_file(runs.series, [claim(1, published=ahead)])
    made = runs.make()
    assert {each.trouble.kind for each in made.values()} == {"claims"}
    assert ahead in made[AT_PALE].trouble.message


def test_a_missing_claims_file_stands_against_each_brief(runs):
    (runs.series / "invented-claims.csv").unlink()
    made = runs.make()
    assert made[AT_PALE].trouble.message == (
        f"The claims file {runs.series / 'invented-claims.csv'} can't be read: No such file or directory."
    )


def test_claims_that_are_replaced_in_the_middle_are_noticed_and_what_was_made_is_of_the_old(runs):
    def act(job):
        changed_claims(runs, None)

    runs.act = act
    runs.make()
    assert runs.changed == ["invented-claims.csv"]
    facts = json.loads(
        (runs.places.draft(runs.tasks()[0]) / f"{KALE.lower()}-2024-11-01-2024-11-30-draft-facts.json").read_text()
    )
    assert facts["said"]["best"] == ["10"]
    runs.act = lambda job: None
    assert runs.why() == {AT_PALE: ("claims",), AT_KALE: ("claims",)}
    runs.make()
    facts = json.loads(
        (runs.places.draft(runs.tasks()[0]) / f"{KALE.lower()}-2024-11-01-2024-11-30-draft-facts.json").read_text()
    )
    assert (facts["said"]["best"], runs.changed) == (["4"], [])


def test_other_files_that_are_replaced_in_the_middle_are_noticed_the_next_time(runs, monkeypatch):
    """What is noted is what it was made from, and not what lies there by then."""
    monkeypatch.chdir(runs.briefs.parent)
    runs.act = lambda job: changed_publisher(runs, monkeypatch)
    runs.make()
    assert runs.why() == {AT_PALE: ("publisher",), AT_KALE: ("publisher",)}


def test_what_is_published_is_not_made_again(runs):
    runs.make()
    publish(runs)
    plans = runs.plans()
    assert plans[AT_PALE].why == ()
    assert plans[AT_PALE].path == runs.places.issue(runs.tasks()[0]) / f"{STEM}.html"
    made = runs.make()
    assert statuses(made) == {AT_PALE: "unchanged", AT_KALE: "unchanged"}
    assert runs.ran == []


def test_what_says_something_else_than_its_issue_is_the_next_version(runs):
    runs.make()
    publish(runs)
    claims_file(runs.series, [claim(1, low="3", best="4", high="5", **LISTED)])
    plan = runs.plans()[AT_PALE]
    assert (plan.why, plan.version, plan.issue.stem) == (("claims",), 1, STEM)
    made = runs.make()
    assert made[AT_PALE].status == "made"
    assert made[AT_PALE].path.name == f"{STEM}-v2-draft.html"
    # First as what it was, then as the next version.
    assert [each.version for place, each in runs.ran if place == PALE] == [1, 2]
    assert runs.why()[AT_PALE] == ()
    assert version(runs, AT_PALE) == 2


def test_what_says_the_same_as_its_issue_is_no_new_version(runs):
    runs.make()
    publish(runs)
    # A claim in Kale, whose file the brief of Pale is made from as well.
    claims_file(
        runs.series,
        [
            claim(1, **LISTED),
            claim(2, "invented-2", low="3", best="4", high="5", pcode=KALE, place_name="Kale", **LISTED),
        ],
    )
    made = runs.make()
    assert statuses(made) == {AT_PALE: "unchanged", AT_KALE: "made"}
    assert (made[AT_PALE].why, made[AT_PALE].path.name) == (("claims",), f"{STEM}.html")
    assert [name for name in held(runs.places.drafts) if PALE.lower() in name] == []
    assert runs.why() == {AT_PALE: (), AT_KALE: ()}


def test_without_its_manifest_what_is_published_is_no_new_version(runs):
    runs.make()
    publish(runs)
    (runs.places.drafts / NAME).unlink()
    assert statuses(runs.make()) == {AT_PALE: "unchanged", AT_KALE: "made"}
    assert [each.version for place, each in runs.ran if place == PALE] == [1]


def test_a_draft_of_a_next_version_goes_where_the_claims_go_back(runs):
    runs.make()
    publish(runs)
    claims_file(runs.series, [claim(1, low="3", best="4", high="5", **LISTED)])
    runs.make()
    assert [name for name in held(runs.places.drafts) if f"{STEM}-v2" in name] != []
    claims_file(runs.series)
    assert statuses(runs.make())[AT_PALE] == "unchanged"
    assert [name for name in held(runs.places.drafts) if f"{STEM}-v2" in name] == []
    assert version(runs, AT_PALE) == 1


def test_a_next_version_that_changes_again_is_made_again(runs):
    runs.make()
    publish(runs)
    for best in ("4", "5"):
        claims_file(runs.series, [claim(1, low="3", best=best, high="5", **LISTED)])
        assert runs.make()[AT_PALE].path.name == f"{STEM}-v2-draft.html"
    gone = runs.places.draft(runs.tasks()[0]) / f"{STEM}-v2-draft.html"
    gone.unlink()
    assert runs.why()[AT_PALE] == ("files",)


def test_published_ones_are_made_as_the_next_version_where_all_are_asked_for(runs):
    runs.make()
    publish(runs)
    made = runs.make(again=True)
    assert made[AT_PALE].path.name == f"{STEM}-v2-draft.html"
    assert version(runs, AT_PALE) == 2


def test_a_withdrawn_issue_is_followed_by_the_next_version(runs):
    runs.make()
    publish(runs, withdrawn=True)
    # As long as nothing has changed, what was withdrawn is not made again.
    plan = runs.plans()[AT_PALE]
    assert (plan.why, plan.path) == ((), runs.places.issue(runs.tasks()[0]) / f"{STEM}.html")
    claims_file(runs.series, [claim(1, low="3", best="4", high="5", **LISTED)])
    made = runs.make()
    assert made[AT_PALE].path.name == f"{STEM}-v2-draft.html"
    assert [each.version for place, each in runs.ran if place == PALE] == [2]


def test_a_draft_of_a_version_that_is_not_the_next_one_is_made_again(runs):
    runs.make()
    with Manifest(runs.places.drafts) as manifest:
        entry = manifest.get(AT_PALE)
        manifest.put(AT_PALE, type(entry)(entry.ingredients, entry.stem, 7, entry.files, 0.0))
    assert runs.why()[AT_PALE] == ("version",)
    runs.make()
    assert version(runs, AT_PALE) == 1


def test_a_damaged_issue_stands_against_its_folder_and_no_other(runs):
    series_file(
        runs.series, last="2024-12", parameters={"claims": "invented-claims.csv", "formats": ["html"]}, places=[PALE]
    )
    runs.make()
    publish(runs)
    path = runs.places.issue(runs.tasks()[0]) / f"{STEM}-facts.json"
    path.write_text("{")
    made = runs.make()
    assert statuses(made) == {AT_PALE: "failed", f"invented-monthly/2024-12/{PALE}-en": "unchanged"}
    assert made[AT_PALE].trouble.message.startswith(f"{path} is damaged: ")
    assert made[AT_PALE].trouble.message.endswith(". Put back what was published, or withdraw it.")


def test_other_forms_replace_the_ones_before(runs):
    runs.make()
    before = runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-more.txt"
    with Manifest(runs.places.drafts) as manifest:
        entry = manifest.get(AT_PALE)
        manifest.put(AT_PALE, type(entry)(entry.ingredients, entry.stem, 1, {**entry.files, before.name: "x"}, 0.0))
    before.write_text("of a form that is not asked for any more")
    runs.make(again=True)
    assert not before.exists()


def test_the_last_issue_is_that_of_the_period_before_or_the_version_before(runs):
    series_file(
        runs.series, last="2025-01", places=[PALE], parameters={"claims": "invented-claims.csv", "formats": ["html"]}
    )
    for period in ("2024-11", "2024-12"):
        runs.make(tasks=[task for task in runs.tasks() if task.period.name == period])
    november, december, january = runs.tasks()

    def last(task, number):
        return Published(runs.places.published).last_issue(task, number)

    assert last(january, 1) is None
    publish(runs)
    facts = runs.places.issue(november) / f"{STEM}-facts.json"
    assert last(january, 1) == last(december, 1) == last(november, 2) == str(facts)
    assert last(november, 1) is None
    (runs.places.published / "invented-monthly" / "latest").mkdir()
    (runs.places.published / "invented-monthly" / "2024-Q4").mkdir()  # of another cadence
    assert last(january, 1) == str(facts)


def test_the_last_issue_is_found_whatever_folder_is_the_current_one(runs, monkeypatch):
    runs.make()
    publish(runs)
    monkeypatch.chdir(runs.briefs.parent)
    found = Published(runs.places.published.relative_to(runs.briefs.parent)).last_issue(runs.tasks()[0], 2)
    assert found == str(runs.places.issue(runs.tasks()[0]) / f"{STEM}-facts.json")


def test_what_a_run_was_stopped_at_is_made_again_though_nothing_has_changed_since(runs, monkeypatch):
    """Its files are of claims that are no longer there, and nothing was noted of them."""
    runs.make()
    before, put = held(runs.briefs), run.put

    def stopped(*given):
        put(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "put", stopped)
    claims_file(runs.series, [claim(1, **LISTED, best="9", high="9", low="9")])
    series_file(runs.series, release="internal")
    with pytest.raises(KeyboardInterrupt):
        runs.make()
    monkeypatch.setattr(run, "put", put)
    assert held(runs.briefs) != before
    claims_file(runs.series)
    series_file(runs.series)
    assert runs.why() == {AT_PALE: ("stopped",), AT_KALE: ()}
    assert statuses(runs.make()) == {AT_PALE: "made", AT_KALE: "unchanged"}
    # What had other names is gone too.
    assert held(runs.briefs) == before


def test_the_rest_of_a_stopped_run_is_cleared_away(runs):
    runs.make()
    left = runs.places.draft(runs.tasks()[0]) / f".{STEM}-draft.html.4194305.part"
    left.write_text("half")
    runs.make()
    assert not left.exists()


def test_what_a_brief_says_is_not_what_it_was_made_with(runs):
    runs.make()
    facts = json.loads((runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-facts.json").read_text())
    other = {**facts, "stamp": {**facts["stamp"], "software": "invented 2", "reference_sha256": "x"}}
    approved = {**facts, "brief": {**facts["brief"], "approval": {"role": "invented", "day": "2025-01-31"}}}
    assert says(facts) == says(other) == says(approved)
    assert says(facts) != says({**facts, "said": {}})
    assert says(facts) != says({**facts, "brief": {**facts["brief"], "version": 2}})


def test_a_folder_that_can_not_be_written_to_ends_the_run(runs):
    runs.briefs.write_text("in the way")
    with pytest.raises(OutputError, match="can't be written to"):
        runs.make()
