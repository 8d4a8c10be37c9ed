"""Publishing: what is looked at before, what is asked, what is moved, and that nothing that was let go is replaced."""

import json
from types import SimpleNamespace

import pytest

from tests.briefs.invented import claim
from tests.commands.conftest import ended
from tests.series import leaving
from tests.series.invented import KALE, PALE, claims_file, held, series_file
from tollbook.release.approval import QUESTIONS
from tollbook.series import publishing
from tollbook.series.manifest import Manifest
from tollbook.series.manifest import held as held_by

AT_PALE, AT_KALE = f"invented-monthly/2024-11/{PALE}-en", f"invented-monthly/2024-11/{KALE}-en"
STEM = f"{PALE.lower()}-2024-11-01-2024-11-30"
#: What an issue of the invented notebook is made of.
ENDS = (".ipynb", "-approval.json", "-tally.csv", "-findings.csv", "-facts.json", ".html")
LISTED = {"source": "The Irrawaddy"}


@pytest.fixture
def answers(tmp_path):
    """Writes a form of answers: all no, but for those that are named."""

    def written(*yes, **more):
        said = {"role": "information manager", "on": "2025-03-01", **more}
        lines = [f'{name} = "{value}"' for name, value in said.items()]
        lines += [f"{name} = {str(name in yes).lower()}" for name in QUESTIONS]
        path = tmp_path / "answers.toml"
        path.write_text("\n".join(lines))
        return path

    return written


def publish(runs, *more):
    return ended("series", "publish", "--on", "2025-06-30", "--series", runs.series, "--output", runs.briefs, *more)


def issue_of(runs):
    return runs.places.issue(runs.tasks()[0])


def test_drafts_become_issues_with_their_approval(runs, answers):
    runs.make()
    done = publish(runs, "--answers", answers())
    assert (done.returncode, done.stdout) == (0, f"{runs.briefs / 'index.html'}\n"), done.stdout + done.stderr
    assert done.stderr.splitlines()[-3:] == [
        f"[1/2] {AT_PALE}: published",
        f"[2/2] {AT_KALE}: published",
        "Published: 2 of 2.",
    ]
    assert "2 drafts. Look at every page and picture of them before you answer:" in done.stderr
    assert "Day of the approval: 2025-03-01." in done.stderr
    found = {path.name for path in issue_of(runs).iterdir()}
    stems = (STEM, STEM.replace(PALE.lower(), KALE.lower()))
    assert found == {f"{stem}{end}" for stem in stems for end in ENDS} | {"SHA256SUMS"}
    facts = json.loads((issue_of(runs) / f"{STEM}-facts.json").read_text())
    assert facts["brief"]["approval"] == {"role": "information manager", "day": "2025-03-01"}
    # The drafts are gone, and their folders with them.
    assert [path.name for path in sorted(runs.places.drafts.iterdir())] == ["manifest.lock", "manifest.sqlite"]


def test_published_twice_it_is_published_once(runs, answers):
    runs.make()
    publish(runs, "--answers", answers())
    before = held(runs.briefs)
    runs.ran = []
    done = publish(runs, "--answers", answers(role="somebody else"))
    assert (done.returncode, runs.ran) == (0, [])
    assert "There is no draft to publish: what is due is published already, or nothing is due." in done.stderr
    assert held(runs.briefs) == before
    made = runs.make()
    assert {each.status for each in made.values()} == {"unchanged"}


def test_without_a_draft_nothing_is_published(runs, answers):
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{AT_PALE}: There is no draft of it. Make it first: tollbook series run.",
        f"{AT_KALE}: There is no draft of it. Make it first: tollbook series run.",
        "tollbook: Nothing was published. Leave these out (--only), or make them.",
    ]
    assert not (runs.briefs / "index.html").exists()


def test_where_nothing_is_due_nothing_is_published(runs):
    done = ended("series", "publish", "--on", "2024-01-01", "--series", runs.series, "--output", runs.briefs)
    assert done.returncode == 0
    assert "There is no draft to publish" in done.stderr
    assert not (runs.briefs / "index.html").exists()


def altered(runs):
    draft = runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft.html"
    draft.write_text(draft.read_text().replace("Invented.", "Altered."))
    return f"{draft.name}: not what was made. Make the draft again (series run --again), and look at it."


def lost(runs):
    for path in runs.places.draft(runs.tasks()[0]).glob(f"{STEM}*"):
        path.unlink()
    return "Its draft is not there any more. Make it again: tollbook series run."


def half_lost(runs):
    draft = runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-tally.csv"
    draft.unlink()
    return f"{draft.name}: not what was made. Make the draft again (series run --again), and look at it."


def of_another_version(runs):
    with Manifest(runs.places.drafts) as manifest:
        entry = manifest.get(AT_PALE)
        manifest.put(AT_PALE, type(entry)(entry.ingredients, entry.stem, 3, entry.files, 0.0))
    issue_of(runs).mkdir(parents=True)
    facts = json.loads((runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-facts.json").read_text())
    (issue_of(runs) / f"{STEM}-facts.json").write_text(json.dumps(facts))
    return "The draft is of version 3, and the next one is 2. Make it again: tollbook series run."


@pytest.mark.parametrize("spoil", [altered, lost, half_lost, of_another_version])
def test_a_draft_that_is_not_what_was_made_stops_all_of_them(runs, answers, spoil):
    runs.make()
    said = spoil(runs)
    before = held(runs.briefs)
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{AT_PALE}: {said}",
        "tollbook: Nothing was published. Leave these out (--only), or make them.",
    ]
    assert held(runs.briefs) == before
    done = publish(runs, "--answers", answers(), "--only", KALE)
    assert "Published: 1 of 1." in done.stderr


def test_a_yes_stops_all_of_them(runs, answers):
    runs.make()
    before = held(runs.briefs)
    done = publish(runs, "--answers", answers("shelter"))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        "tollbook: Not approved: the answer is yes to Could it show where people shelter now? Go up one level of place, or "
        "later in time, and make it again. Nothing was published.",
        "Leave out the drafts that the answer is of: choose the others with --only.",
    ]
    assert held(runs.briefs) == before
    # Which of several is meant is not known; of one alone it is, and a yes is not asked away.
    assert publish(runs, "--answers", answers("shelter"), "--only", PALE).returncode == 1
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert f"{AT_PALE}: This content was refused on 2025-03-01 by: information manager." in done.stderr
    assert "Published: 1 of 1." in publish(runs, "--answers", answers(), "--only", KALE).stderr


def test_an_approval_before_the_day_of_issue_is_a_wrong_call(runs, answers):
    runs.make()
    before = held(runs.briefs)
    done = publish(runs, "--answers", answers(on="2024-12-30"))
    assert done.returncode == 2
    assert (
        f"The day of the approval, 2024-12-30, lies before the day of issue of {AT_PALE}, 2024-12-31. Give a later one "
        "(--approved-on)."
    ) in done.stderr
    assert held(runs.briefs) == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "Say who approves: --approved-by, or role among the answers. A role, never a name."),
        (["--approved-by", "x@example.org"], "give a role such as \"information manager\", not a name, number or address."),
        (["--approved-by", "desk", "--approved-on", "2999-01-01"], "has not come yet. Give today or a day before (--approved-on)."),
        (["--approved-by", "desk"], "The harm check is asked in a terminal, and this is none. Give the answers in a file (--answers)"),
        (["--answers", "none.toml"], "The answers none.toml can't be read: No such file or directory."),
    ],
)  # fmt: skip
def test_a_call_without_role_or_answers_is_a_wrong_one(runs, more, said):
    runs.make()
    done = publish(runs, *more)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_what_must_not_leave_is_found_in_the_drafts(runs, answers, monkeypatch):
    leave = leaving.leave

    def leaking(values, folder):
        leave(values, folder)
        page = next(folder.glob("*.html"))
        page.write_text(page.read_text().replace("Invented.", "Written to desk@example.org."))

    monkeypatch.setattr(leaving, "leave", leaking)
    runs.make()
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert "desk@example.org" in done.stdout
    assert done.stderr.splitlines()[-1] == (
        "tollbook: Nothing was published: the drafts hold what must not leave, as listed."
    )
    assert not (runs.briefs / "index.html").exists()


def test_a_role_that_names_a_place_of_the_claims_is_refused(runs, answers):
    claims_file(runs.series, [claim(1, place_name="Inventedvillage", place_level="village", **LISTED)])
    runs.make()
    done = publish(runs, "--answers", answers(role="head of Inventedvillage"))
    assert done.returncode == 1
    assert "tollbook: role is 'head of Inventedvillage', which is printed in public: " in done.stderr


def test_figures_that_could_be_worked_out_from_two_drafts_together_stop_them(runs, answers, monkeypatch):
    """The differencing has its own tests; here it says that something is given away by what goes out together."""
    looked = []

    def differences(paths, progress=None):
        looked.append(sorted(path.name for path in paths))
        return SimpleNamespace(found=[SimpleNamespace(
            file="a-tally.csv", kind="small", what="an invented figure", at="row 2", how="Subtract.", remedy="Leave out."
        )])  # fmt: skip

    monkeypatch.setattr(publishing, "differences", differences)
    runs.make()
    before = held(runs.briefs)
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert done.stdout == "a-tally.csv: small: an invented figure (row 2). Subtract. Leave out.\n"
    assert done.stderr.splitlines()[-1] == (
        "tollbook: Nothing was published: 1 figures that are held back could be worked out, as listed. Leave one of the "
        "briefs that give each away out (--only), or make them beside what is published (beside, in the parameters of the "
        "series)."
    )
    stems = (STEM, STEM.replace(PALE.lower(), KALE.lower()))
    assert looked == [sorted(f"{stem}-draft-{end}" for stem in stems for end in ("facts.json", "tally.csv", "findings.csv"))]
    assert held(runs.briefs) == before


def test_what_could_be_worked_out_before_is_not_told_again(runs, answers, monkeypatch):
    runs.make()
    publish(runs, "--answers", answers(), "--only", KALE)
    known = SimpleNamespace(file="a", kind="small", what="an invented figure", at="row 2", how="Subtract.", remedy="Leave out.")
    monkeypatch.setattr(publishing, "differences", lambda paths, progress=None: SimpleNamespace(found=[known]))
    assert publish(runs, "--answers", answers()).returncode == 0


def test_a_draft_whose_inputs_have_changed_since_stays_a_draft_and_the_others_are_published(runs, answers):
    runs.make()
    claims_file(runs.series, [claim(1, low="3", best="4", high="5", **LISTED), claim(2, "invented-2", place_name="Kale", pcode=KALE, **LISTED)])
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        f"{AT_PALE}: What is made now is not what {STEM}-draft says, so it is not published, and the draft stays. Something "
        "that it is made from has changed since. Make the draft again (tollbook series run), and look at it.",
        "Published: 1 of 2.",
    ]
    assert [path.name for path in issue_of(runs).glob(f"{STEM}*")] == []
    assert (runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft.html").is_file()
    # Once it is made again it says so itself, and can be published.
    assert runs.make()[AT_PALE].status == "made"
    assert publish(runs, "--answers", answers()).returncode == 0


def test_a_next_version_lies_beside_the_one_before(runs, answers):
    runs.make()
    publish(runs, "--answers", answers())
    before = held(issue_of(runs))
    claims_file(runs.series, [claim(1, low="3", best="4", high="5", **LISTED), claim(2, "invented-2", place_name="Kale", pcode=KALE, **LISTED)])
    runs.make()
    done = publish(runs, "--answers", answers())
    assert done.stderr.splitlines()[-1] == "Published: 1 of 1."
    now = held(issue_of(runs))
    assert {name: now[name] for name in before if name != "SHA256SUMS"} == {
        name: data for name, data in before.items() if name != "SHA256SUMS"
    }
    assert {name for name in now if "-v2" in name} == {f"{STEM}-v2{end}" for end in ENDS}


def test_another_content_under_a_published_name_is_refused(runs, answers):
    """Two machines made a draft of the same issue, and the other one has published its own."""
    runs.make()
    publish(runs, "--answers", answers(), "--only", KALE)
    folder = issue_of(runs)
    draft = json.loads((runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-facts.json").read_text())
    for end in ENDS:
        (folder / f"{STEM}{end}").write_text("of the other machine")
    theirs = json.dumps({**draft, "said": {"claims": 99}})
    (folder / f"{STEM}-facts.json").write_text(theirs)
    done = publish(runs, "--answers", answers())
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        f"{AT_PALE}: {STEM} is published already, and says something else than this draft. What was let go is not "
        "replaced. Make the draft again (tollbook series run --again), which makes it the next version."
    )
    assert (folder / f"{STEM}-facts.json").read_text() == theirs
    made = runs.make(again=True)
    assert made[AT_PALE].path.name == f"{STEM}-v2-draft.html"
    assert "Published: 2 of 2." in publish(runs, "--answers", answers()).stderr


def test_what_was_put_there_in_the_meantime_is_not_replaced(runs, answers, monkeypatch):
    runs.make()
    folder = issue_of(runs)
    theirs = json.loads((runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-facts.json").read_text())

    def act(job):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{STEM}-facts.json").write_text(json.dumps({**theirs, "said": {"claims": 99}}))

    runs.act = act
    done = publish(runs, "--answers", answers(), "--only", PALE)
    assert done.returncode == 1
    assert f"{AT_PALE}: {STEM} is published in {folder}, and says something else. What was let go is not" in done.stderr
    assert [path.name for path in folder.glob(f"{STEM}*")] == [f"{STEM}-facts.json"]


@pytest.mark.parametrize("missing", ENDS[1:])
def test_an_issue_that_a_stopped_run_left_half_is_made_whole(runs, answers, missing):
    runs.make()
    drafts = held(runs.places.drafts)
    publish(runs, "--answers", answers())
    whole = held(issue_of(runs))
    for name, data in drafts.items():
        path = runs.places.drafts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (issue_of(runs) / f"{STEM}{missing}").unlink()
    done = publish(runs, "--answers", answers())
    expected = [] if missing == "-approval.json" else ["Published: 1 of 1."]
    assert done.stderr.splitlines()[-1:] == (expected or done.stderr.splitlines()[-1:])
    if missing != "-approval.json":
        assert held(issue_of(runs)) == whole
    assert [path.name for path in runs.places.drafts.rglob("*draft*") if path.is_file()] == []


def test_the_rest_of_a_draft_whose_issue_stands_goes(runs, answers):
    """A run was stopped while it deleted the draft, and before it arranged the shelf."""
    runs.make()
    drafts = held(runs.places.drafts)
    publish(runs, "--answers", answers())
    arranged = held(runs.briefs)
    left = runs.places.draft(runs.tasks()[0]) / f"{STEM}-draft-facts.json"
    left.parent.mkdir(parents=True)
    left.write_bytes(drafts[left.relative_to(runs.places.drafts).as_posix()])
    (runs.briefs / "index.html").unlink()
    done = publish(runs, "--answers", answers())
    assert (done.returncode, done.stdout) == (0, f"{runs.briefs / 'index.html'}\n")
    assert held(runs.briefs) == arranged


def test_what_is_internal_stays_inside(runs, answers):
    series_file(runs.series, "inside", release="internal", title="Inside")
    runs.make()
    done = publish(runs, "--answers", answers())
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "2 briefs are for internal use, and are not published."
    assert "Published: 2 of 2." in done.stderr
    assert not (runs.briefs / "inside").exists()


def test_who_else_is_at_work_is_told(runs, answers, capsys):
    runs.make()
    with held_by(runs.places.drafts):
        done = publish(runs, "--answers", answers())
    assert (done.returncode, done.stderr) == (
        1,
        f"tollbook: Another run is at work in {runs.places.drafts}. Wait until it has ended, or give another folder "
        "(--output).\n",
    )


def test_withdrawn_it_says_so_everywhere(runs, answers):
    runs.make()
    publish(runs, "--answers", answers())
    done = ended(
        "series", "withdraw", AT_PALE, "--reason", "A figure was wrong.", "--role", "information manager", "--on",
        "2025-04-01", "--series", runs.series, "--output", runs.briefs,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(runs.briefs / "index.html")
    names = {path.name for path in issue_of(runs).glob(f"{STEM}*")}
    assert names == {f"{STEM}.html", f"{STEM}-withdrawn.json"}
    stands = (issue_of(runs) / f"{STEM}.html").read_bytes()
    assert b"A figure was wrong." in stands
    assert (runs.briefs / "invented-monthly" / "latest" / f"{PALE.lower()}-en.html").read_bytes() == stands
    catalogue = json.loads((runs.briefs / "catalogue.json").read_text())
    assert [(each["pcode"], each["status"], each["withdrawn"]) for each in catalogue["issues"]] == [
        (PALE, "withdrawn", "2025-04-01"), (KALE, "standing", None),
    ]  # fmt: skip
    assert "Withdrawn on 2025-04-01" in (runs.briefs / "index.html").read_text()


def withdraw(runs, name, *more):
    return ended("series", "withdraw", name, "--reason", "A figure was wrong.", "--role", "information manager",
                 "--on", "2025-04-01", "--series", runs.series, "--output", runs.briefs, *more)  # fmt: skip


def test_the_newest_that_stands_is_withdrawn_or_the_version_that_is_named(runs, answers):
    runs.make()
    publish(runs, "--answers", answers())
    runs.make(again=True)
    publish(runs, "--answers", answers())

    def statuses():
        issues = json.loads((runs.briefs / "catalogue.json").read_text())["issues"]
        return [(each["version"], each["status"]) for each in issues if each["pcode"] == PALE]

    assert statuses() == [(1, "replaced"), (2, "standing")]
    assert withdraw(runs, AT_PALE).returncode == 0
    # What was replaced does not stand again: who wants that makes it the next version.
    assert statuses() == [(1, "replaced"), (2, "withdrawn")]
    assert withdraw(runs, AT_PALE, "--version", "1").returncode == 0
    assert statuses() == [(1, "withdrawn"), (2, "withdrawn")]
    again = withdraw(runs, AT_PALE)
    assert again.returncode == 1
    assert f"{STEM}-v2 was already withdrawn on 2025-04-01 by: information manager." in again.stderr


def test_a_withdrawal_that_was_stopped_is_finished_and_the_shelf_arranged(runs, answers):
    runs.make()
    publish(runs, "--answers", answers())
    withdraw(runs, AT_PALE)
    arranged = held(runs.briefs)
    (runs.briefs / "index.html").write_text("of before")
    (runs.briefs / "invented-monthly" / "latest" / f"{PALE.lower()}-en.html").write_text("of before")
    assert withdraw(runs, AT_PALE).returncode == 1  # it was withdrawn already
    assert held(runs.briefs) == arranged


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pale", "'pale' names no issue. Write it as the reports do: SERIES/PERIOD/PLACE-LANGUAGE."),
        ("../x/a-en", "'../x/a-en' names no issue. Write it as the reports do: SERIES/PERIOD/PLACE-LANGUAGE."),
        ("invented-monthly/2024-11/MMR-en", "There is no issue invented-monthly/2024-11/MMR-en in {briefs}. Of that period there are: invented-monthly/2024-11/MMR005019-en in version 1, invented-monthly/2024-11/MMR005027-en in version 1."),
        ("invented-monthly/2024-10/MMR-en", "There is no issue invented-monthly/2024-10/MMR-en in {briefs}. Of that period there are: none."),
    ],
)  # fmt: skip
def test_an_issue_that_there_is_not_is_a_wrong_call(runs, answers, name, said):
    runs.make()
    publish(runs, "--answers", answers())
    done = withdraw(runs, name)
    assert done.returncode == 2
    assert said.format(briefs=runs.briefs) in " ".join(done.stderr.split())


def test_a_series_file_that_is_wrong_by_now_does_not_hinder_a_withdrawal(runs, answers):
    runs.make()
    publish(runs, "--answers", answers())
    (runs.series / "invented-monthly.yml").write_text("every: [")
    assert withdraw(runs, AT_PALE).returncode == 0
    catalogue = json.loads((runs.briefs / "catalogue.json").read_text())
    assert {each["title"] for each in catalogue["issues"]} == {"invented-monthly"}


def test_the_day_and_the_answers_are_for_all(runs, answers):
    runs.make()
    found, against = publishing.ready(runs.tasks(), runs.places)
    assert against == []
    assert [one.task.name for one in found] == [AT_PALE, AT_KALE]
    assert [one.entry.version for one in found] == [1, 1]
    assert [file.name for file in found[0].draft.files][-1] == f"{STEM}-draft.html"
