"""`tollbook release approve`: the harm check, the brief that is let go, and what is refused."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.commands.conftest import FORMS, STEM, held, made
from tollbook import shipped
from tollbook.briefs.outputs.formats import names
from tollbook.commands import approve, group
from tollbook.release.approval import QUESTIONS, read

ROLE = "information manager"
NO = "".join(f"{name} = false\n" for name in QUESTIONS)
APPROVED = {*names(STEM, FORMS), f"{STEM}.ipynb", f"{STEM}-approval.json"}


def answers(folder: Path, text: str = NO, head: str = f'role = "{ROLE}"\non = 2025-11-01\n') -> Path:
    path = folder.parent / "answers.toml"
    path.write_text(head + text, encoding="utf-8")
    return path


def call(*arguments, text=None):
    return CliRunner().invoke(group.group, ["release", "approve", *map(str, arguments)], input=text)


def ended(capsys, *arguments):
    """Code, standard output and standard error of the command as a user meets it."""
    with pytest.raises(SystemExit) as end:
        group.run(["release", "approve", *map(str, arguments)])
    said = capsys.readouterr()
    return end.value.code, said.out, said.err


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(approve, "_in_terminal", lambda: True)


def test_answers_in_a_file_let_the_brief_go_as_the_package_makes_it(folder, claims, without_kernel):
    done = call(folder / f"{STEM}-draft.pdf", "--answers", answers(folder))
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{folder / STEM}.pdf\n"
    assert set(held(folder)) == APPROVED
    brief = made(claims, approval=folder / f"{STEM}-approval.json")
    assert (folder / f"{STEM}.pdf").read_bytes() == brief.pdf
    assert (folder / f"{STEM}.html").read_text(encoding="utf-8") == brief.html
    assert (folder / f"{STEM}.png").read_bytes() == brief.image
    assert json.loads((folder / f"{STEM}-facts.json").read_text(encoding="utf-8")) == brief.facts
    record = read(folder / f"{STEM}-approval.json")
    assert (record.role, f"{record.day:%Y-%m-%d}") == (ROLE, "2025-11-01")


def test_the_parameters_are_those_of_the_draft(folder, without_kernel):
    facts = json.loads((folder / f"{STEM}-draft-facts.json").read_text(encoding="utf-8"))
    call(folder / STEM, "--answers", answers(folder))
    given = without_kernel[0]
    asked = {name: value for name, value in facts["stamp"]["parameters"].items() if value is not None}
    assert {name: given[name] for name in asked} == asked
    assert given["formats"] == list(FORMS)
    assert given["digits"] == "native"
    assert given["approval"] == f"{STEM}-approval.json"


def test_in_a_terminal_each_question_is_asked_without_a_default(folder, terminal, without_kernel):
    done = call(folder / f"{STEM}-draft.html", "--role", ROLE, "--on", "2025-11-01", text="\nperhaps\n" + "n\n" * 7)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{folder / STEM}.pdf\n"
    for question in QUESTIONS.values():
        assert f"{question} [y/n]: " in done.stderr
    assert done.stderr.count(next(iter(QUESTIONS.values()))) == 3, "no answer and no such answer are asked again"


def test_what_is_held_back_and_what_to_look_at_is_said_before(folder, terminal, without_kernel):
    done = call(folder / f"{STEM}-draft.pdf", "--role", ROLE, text="y\n" + "n\n" * 6)
    before = done.stderr.partition(QUESTIONS["shelter"])[0]
    assert "Pale Township, 2024-11-01 to 2024-11-30, version 1." in before
    assert "Held back, " in before
    assert "Look at every page and picture of these files before you answer:" in before
    assert str(folder / f"{STEM}-draft.png") in before
    assert "(today; --on gives another)." in before


def test_an_answer_that_does_not_come_leaves_everything(folder, terminal, without_kernel):
    before = held(folder)
    done = call(folder / f"{STEM}-draft.pdf", "--role", ROLE, text="n\nn\n")
    assert done.exit_code != 0
    assert held(folder) == before
    assert without_kernel == []


def test_without_a_terminal_the_answers_are_asked_for_in_a_file(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, _, err = ended(capsys, folder / f"{STEM}-draft.pdf", "--role", ROLE)
    assert code == 2
    said = " ".join(err.replace("│", " ").split())
    assert "The harm check is asked in a terminal, and this is none. Give the answers in a file (--answers); an empty form is printed by --form." in said  # fmt: skip


def test_a_yes_stops_the_release_and_is_kept(folder, capsys, without_kernel):
    before = held(folder)
    file = answers(folder, NO.replace("fire = false", "fire = true"))
    code, out, err = ended(capsys, folder / f"{STEM}-draft.pdf", "--answers", file)
    assert (code, out) == (1, "")
    assert (
        f"tollbook: Not approved: the answer is yes to {QUESTIONS['fire']} Go up one level of place, or later in time, "
        f"and make it again. The answers are kept in {folder / STEM}-draft-refused.json.\n"
    ) in err
    after = held(folder)
    record = json.loads(after.pop(f"{STEM}-draft-refused.json"))
    assert after == before
    assert record["format"] == "tollbook refusals 1"
    assert record["refusals"][0]["answers"] == {name: name == "fire" for name in QUESTIONS}
    assert (record["refusals"][0]["role"], record["refusals"][0]["day"]) == (ROLE, "2025-11-01")


def test_what_was_refused_is_not_asked_away(folder, capsys, without_kernel):
    ended(capsys, folder / STEM, "--answers", answers(folder, NO.replace("fire = false", "fire = true")))
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder))
    assert code == 1
    assert err == (
        f"tollbook: This content was refused on 2025-11-01 by: {ROLE}. Go up one level of place, or later in time, and "
        f"make another draft. If an answer was given in error, delete {STEM}-draft-refused.json and answer again.\n"
    )


def test_the_form_asks_every_question_and_is_refused_while_it_is_empty(folder, capsys):
    form = call("--form")
    assert form.exit_code == 0
    for name, question in QUESTIONS.items():
        assert f'# {question}\n{name} = ""\n' in form.stdout
    file = answers(folder, form.stdout, "")
    code, _, err = ended(capsys, folder / STEM, "--answers", file, "--role", ROLE)
    said = " ".join(err.replace("│", " ").split())
    assert code == 2
    for name in QUESTIONS:
        assert f"{name} is ''; answer true (yes) or false (no)." in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NO.replace("fire = false\n", ""), "fire is not answered: Could a party to the conflict use it to aim"),
        (NO + "fires = false\n", "There is no question 'fires'."),
        (NO.replace("fire = false", 'fire = "no"'), "fire is 'no'; answer true (yes) or false (no)."),
        ("fire = \n", "answers.toml is no form of answers: "),
    ],
)
def test_answers_that_are_none_end_with_code_2(folder, capsys, text, said):
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder, text))
    assert code == 2
    assert said in " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "Say who approves: --role, or role among the answers. A role, never a name."),
        ('role = "desk@example.org"\n', 'give a role such as "information manager", not a name, number or address.'),
        (f'role = "{ROLE}"\non = "soon"\n', "day is 'soon', which is not a day. Write it as YYYY-MM-DD."),
        (f'role = "{ROLE}"\non = 2999-01-01\n', "The approval would be of 2999-01-01, which has not come yet."),
    ],
)
def test_who_and_when_have_to_be_said(folder, capsys, head, said):
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder, head=head))
    assert code == 2
    assert said in " ".join(err.replace("│", " ").split())


def other_claims(folder: Path) -> Path:
    """The sample with another number in one claim of the brief."""
    import pandas as pd

    path = folder.parent / "other-claims.csv"
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    mine = (table["incident_id"] == "pale-town-2024-11") & (table["measure"] == "civilians_killed")
    table.loc[mine & (table["low"] != ""), ["low", "best"]] = "8"
    table.loc[mine & (table["high"] != ""), "high"] = "9"
    table.to_csv(path, index=False)
    return path


def test_other_claims_are_refused_and_the_draft_stays(folder, capsys, without_kernel):
    before = held(folder)
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder), "--claims", other_claims(folder))
    assert code == 1
    assert err.endswith(
        f"tollbook: What is made now is not what {STEM}-draft says, so it is not approved, and the draft stays. Most "
        "likely the claims are others: give the file that the draft was made from (--claims). If that file has changed "
        "since, make the draft again, look at it, and approve that one.\n"
    )
    assert held(folder) == before


def test_what_the_scanner_finds_is_listed_and_refused(folder, capsys, without_kernel):
    from tests.release.scan.invented import ipynb

    (folder / f"{STEM}-draft.ipynb").write_bytes(ipynb(source="call 09 123 456 789"))
    before = held(folder)
    code, out, err = ended(capsys, folder / STEM, "--answers", answers(folder))
    assert code == 1
    assert "  phone: 09 123 456 789" in out
    assert (
        "tollbook: The draft is not approved: it holds what must not leave, as listed. Make it again without that.\n"
    ) in err
    assert held(folder) == before
    assert without_kernel == []


def test_a_place_of_the_claims_in_a_role_is_refused(folder, capsys, without_kernel):
    head = 'role = "head of Pazigyi"\non = 2025-11-01\n'
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder, head=head))
    assert code == 1
    assert "tollbook: role is 'head of Pazigyi', which is printed in public: A place finer than a township" in err


@pytest.mark.parametrize("name", ["boundaries", "population", "coverage", "previous"])
def test_a_file_that_the_draft_was_not_made_with_is_refused_before_anybody_is_asked(folder, capsys, name):
    file = folder.parent / "invented.csv"
    file.write_text("invented")
    called = "last issue" if name == "previous" else f"{name} file"
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder), f"--{name}", file)
    assert (code, err) == (1, f"tollbook: The draft was made without a {called}: leave --{name} away.\n")


def changed(folder: Path, act) -> None:
    """Change the facts of the draft, and leave out its pages but the picture, which carries none."""
    path = folder / f"{STEM}-draft-facts.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    act(facts)
    path.write_text(json.dumps(facts), encoding="utf-8")
    for end in (".pdf", ".html"):
        (folder / f"{STEM}-draft{end}").unlink()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            lambda facts: facts["stamp"]["files"].update(population={"name": "", "sha256": "0"}),
            "The draft was made with a population file: give the same one (--population).",
        ),
        (
            lambda facts: facts["stamp"].update(software="tollbook 0.0.0"),
            "The draft was made with another version of Tollbook or of its reference tables. Make the draft again, and "
            "look at it.",
        ),
        (
            lambda facts: facts["publisher"].update(contact="Invented desk"),
            "The publisher of the draft is another than tollbook.toml names here. Run this in the folder in which the "
            "draft was made, or make the draft again.",
        ),
        (
            lambda facts: facts["stamp"]["parameters"].update(rule="priority", sources=["not named"]),
            "The draft trusts a source that it does not name. Give all of them, in their order (--source).",
        ),
    ],
)
def test_what_differs_from_the_draft_is_said_before_anybody_is_asked(folder, capsys, act, said):
    changed(folder, act)
    assert ended(capsys, folder / STEM, "--answers", answers(folder)) == (1, "", f"tollbook: {said}\n")


def test_a_page_of_another_making_than_the_facts_is_refused(folder, capsys):
    from tests.release.scan.invented import pdf

    (folder / f"{STEM}-draft.pdf").write_bytes(pdf("invented"))
    (folder / f"{STEM}-draft-tally.csv").write_text("invented")
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder))
    assert (code, err) == (
        2,
        f"tollbook: {STEM}-draft-tally.csv, {STEM}-draft.pdf: missing, damaged, or of another making than "
        f"{STEM}-draft-facts.json. Make the draft again (tollbook brief), look at it, and approve that one.\n",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", f"{STEM}-draft-facts.json is damaged: it is not JSON."),
        ("[]", f"{STEM}-draft-facts.json is no facts file of a brief: it does not say 'tollbook facts 1'."),
        (
            '{"format": "tollbook facts 1"}',
            f"{STEM}-draft-facts.json is damaged: brief is missing, publisher is missing",
        ),
    ],
)
def test_damaged_facts_are_refused(folder, capsys, text, said):
    (folder / f"{STEM}-draft-facts.json").write_text(text)
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder))
    assert code == 2
    assert err.startswith(f"tollbook: {said}")


def test_what_is_not_there_is_said(folder, capsys):
    assert ended(capsys, folder / "nothing.pdf", "--role", ROLE) == (
        2, "", f"tollbook: Of {folder / 'nothing.pdf'} there is no file. Give a file of a brief, such as its PDF, or what their names share.\n",
    )  # fmt: skip
    assert ended(capsys, folder, "--role", ROLE) == (
        2, "", f"tollbook: {folder} is a folder. Give one file of a brief, such as its PDF.\n",
    )  # fmt: skip
    code, _, err = ended(capsys)
    assert code == 2
    assert "Name the draft: one of its files." in err


def test_an_internal_brief_is_not_approved(folder, capsys):
    (folder / f"{STEM}-internal-facts.json").write_text("{}")
    assert ended(capsys, folder / f"{STEM}-internal-facts.json", "--role", ROLE) == (
        1, "", f"tollbook: {STEM}-internal is for internal use, stays inside, and is not approved. Make a public one (tollbook brief, without --release internal), and approve that.\n",
    )  # fmt: skip


def test_what_was_approved_is_not_approved_again_nor_replaced(folder, drafted, capsys, without_kernel):
    file = answers(folder)
    ended(capsys, folder / STEM, "--answers", file)
    by = f"{STEM} was approved on 2025-11-01 by: {ROLE}."
    assert ended(capsys, folder / STEM, "--answers", file) == (
        1, "", f"tollbook: {by} There is no draft of it any more.\n",
    )  # fmt: skip
    before = held(folder)
    for path in drafted.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    changed(folder, lambda facts: facts["sentences"].update(invented=[]))
    code, _, err = ended(capsys, folder / STEM, "--answers", file)
    assert (code, err) == (
        1,
        f"tollbook: {by} This draft says something else, and what was let go is not replaced. Make it as version 2 "
        "(tollbook brief --version).\n",
    )
    assert {name: data for name, data in held(folder).items() if "draft" not in name} == before


def test_files_without_an_approval_are_not_replaced(folder, capsys):
    (folder / f"{STEM}-facts.json").write_bytes((folder / f"{STEM}-draft-facts.json").read_bytes())
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder))
    assert (code, err) == (
        1,
        f"tollbook: {folder / STEM}-facts.json stands there already, and was never approved. Move its files to another "
        "folder, or make the draft as another version (tollbook brief --version).\n",
    )


def test_a_run_that_is_stopped_while_the_draft_goes_leaves_the_approved_brief_whole(
    folder, capsys, monkeypatch, without_kernel
):
    file, unlink, gone = answers(folder), Path.unlink, []

    def stopped(path, missing_ok=False):
        if "draft" in path.name and ".part" not in path.name:
            gone.append(path.name)
            if len(gone) == 3:
                raise KeyboardInterrupt
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stopped)
    assert ended(capsys, folder / STEM, "--answers", file)[0] == 130
    monkeypatch.setattr(Path, "unlink", unlink)
    after = held(folder)
    assert set(after) >= APPROVED
    assert f"{STEM}-draft-facts.json" in after
    assert ended(capsys, folder / STEM, "--answers", file) == (
        0, f"{folder / STEM}.pdf\n", f"{STEM} was approved on 2025-11-01 by: {ROLE}. Its draft says the same, and was removed.\n",
    )  # fmt: skip
    assert held(folder) == {name: data for name, data in after.items() if name in APPROVED}


@pytest.mark.parametrize("at", [4, *(pytest.param(at, marks=pytest.mark.long) for at in (1, 8))])
def test_a_run_that_is_stopped_while_files_are_put_leaves_the_draft_whole(
    folder, capsys, monkeypatch, without_kernel, at
):
    before, replace, done = held(folder), os.replace, []

    def stopped(source, target):
        if Path(target).name in APPROVED:
            done.append(target)
            if len(done) == at:
                raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    assert ended(capsys, folder / STEM, "--answers", answers(folder))[0] == 130
    assert held(folder) == before


def test_a_draft_that_was_made_anew_meanwhile_stays(folder, capsys, monkeypatch, without_kernel):
    from tollbook.suite import approving

    run = approving.run.run

    def meanwhile(*given):
        path = run(*given)
        changed(folder, lambda facts: facts["sentences"].update(invented=[]))
        return path

    monkeypatch.setattr(approving.run, "run", meanwhile)
    code, _, err = ended(capsys, folder / STEM, "--answers", answers(folder))
    assert code == 0
    assert "These files of the draft stay: " in err
    assert (folder / f"{STEM}-draft-facts.json").is_file()


def test_help_shows_examples_and_codes():
    shown = " ".join(call("--help").stdout.split())
    assert "Examples: tollbook release approve briefs/pale-2024-11-01-2024-11-30-draft.pdf" in shown
    assert (
        "Exit code: 0 where it is approved, 1 where it is refused, 2 where the call or a file can't be read." in shown
    )


def command(*arguments):
    return [sys.executable, "-m", "tollbook", "release", "approve", *map(str, arguments)]


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="terminals of another kind")
def test_in_a_real_terminal_with_the_notebook(folder, claims):
    import pty

    here, there = pty.openpty()
    run = subprocess.Popen(
        command(folder / f"{STEM}-draft.pdf", "--role", ROLE, "--on", "2025-11-01"),
        stdin=there,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(here, b"n\n" * 7)
    out, err = run.communicate(timeout=300)
    assert run.returncode == 0, err
    assert out == f"{folder / STEM}.pdf\n"
    assert set(held(folder)) == APPROVED
    assert (folder / f"{STEM}.pdf").read_bytes() == made(claims, approval=folder / f"{STEM}-approval.json").pdf


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_killed_run_leaves_the_draft_whole(folder, number):
    before = held(folder)
    run = subprocess.Popen(
        command(folder / STEM, "--answers", answers(folder)),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder.parent)},
    )
    for line in run.stderr:
        if "Cell 8" in line:
            break
    time.sleep(0.2)
    run.send_signal(number)
    assert run.wait(timeout=60) != 0
    run.stderr.close()
    assert held(folder) == before
