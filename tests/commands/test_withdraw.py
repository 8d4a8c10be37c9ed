"""`tollbook release withdraw`: what goes, what stays, and that a version is not made again."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from pathlib import Path

import pandas as pd
import pikepdf
import pytest
from PIL import Image

from tests.commands.conftest import STEM, held, made
from tests.release.scan.invented import pdf as other_pdf
from tollbook.briefs.facts import as_json
from tollbook.briefs.outputs import tombstone
from tollbook.charts.words import words
from tollbook.commands import group
from tollbook.release import withdrawing
from tollbook.release.approval import QUESTIONS, checked
from tollbook.release.scan.scanning import scan
from tollbook.release.withdrawing import Withdrawn
from tollbook.suite import run as running
from tollbook.suite.notebooks import TOWNSHIP_BRIEF

ROLE = "information manager"
REASON = "One incident was counted twice, so the number of people killed is too high."
STAYS = {f"{STEM}.pdf", f"{STEM}.html", f"{STEM}.png", f"{STEM}-withdrawn.json"}


@pytest.fixture(scope="module")
def let_go(claims, tmp_path_factory):
    """A folder with an approved brief."""
    from tollbook.release.approval import content_of

    folder = tmp_path_factory.mktemp("approved")
    approval = checked(ROLE, "2025-11-01", content_of(made(claims).facts), dict.fromkeys(QUESTIONS, False))
    made(claims, approval=approval).save(folder, formats=["pdf"])
    # Of the other forms nothing is read but their bytes.
    for end in (".html", ".png", "-figures.zip"):
        (folder / f"{STEM}{end}").write_bytes(f"invented {end}".encode())
    (folder / f"{STEM}-approval.json").write_text(approval.as_json(), encoding="utf-8")
    return folder


@pytest.fixture
def approved(let_go, tmp_path):
    folder = tmp_path / "briefs"
    folder.mkdir()
    for path in let_go.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def ended(capsys, output, reason=REASON, role=ROLE, on="2025-11-10", *more):
    with pytest.raises(SystemExit) as end:
        group.run(["release", "withdraw", str(output), "--reason", reason, "--role", role, "--on", on, *map(str, more)])
    said = capsys.readouterr()
    return end.value.code, said.out, said.err


def text_of(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_all_files_go_and_a_page_and_a_record_stay(approved, capsys):
    before = held(approved)
    code, out, err = ended(capsys, approved / f"{STEM}.html")
    assert code == 0
    assert set(out.splitlines()) == {str(approved / name) for name in STAYS}
    assert err == (
        "Withdrawn on 2025-11-10: 8 files. Where they went besides (web sites, messages, mails), put these in their "
        "place:\n"
    )
    after = held(approved)
    assert set(after) == STAYS
    record = json.loads(after[f"{STEM}-withdrawn.json"])
    assert record["format"] == "tollbook withdrawn 1"
    assert (record["day"], record["role"], record["reason"]) == ("2025-11-10", ROLE, REASON)
    assert record["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in before.items()}
    facts = json.loads(before[f"{STEM}-facts.json"])["brief"]
    names = ("pcode", "place", "start", "end", "issued", "issue", "version", "language", "digits")
    assert record["brief"] == {**{name: facts[name] for name in names}, "state": "approved"}
    assert (record["approval"]["role"], record["approval"]["day"]) == (ROLE, "2025-11-01")


def test_the_page_says_what_when_why_and_whom_to_ask(approved, capsys):
    ended(capsys, approved / STEM)
    said = text_of((approved / f"{STEM}.pdf").read_bytes())
    for text in (
        "Withdrawn",
        "Pale Township",
        "1–30 November 2024",
        "This brief was withdrawn on 10 November 2025. Its figures no longer stand: please do not use them or pass them on.",
        REASON,
        ROLE,
        "Whom to ask not set",
        "Where it is made again, it bears a later version.",
    ):
        assert text in said
    page = (approved / f"{STEM}.html").read_text(encoding="utf-8")
    assert f"<dd>{REASON}</dd>" in page
    assert not re.search(r"<script|src=|href=", page)
    with Image.open(approved / f"{STEM}.png") as picture:
        assert picture.size == (1080, 1350)


def test_the_printed_page_is_archival_and_accessible_and_carries_no_data(approved, capsys):
    ended(capsys, approved / STEM)
    with pikepdf.open(io.BytesIO((approved / f"{STEM}.pdf").read_bytes())) as document:
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("3", "A", "1")
        assert len(document.pages) == 1
        assert len(document.attachments) == 0
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title) == "Withdrawn · Pale Township, 1–30 November 2024"
        assert bool(document.Root.MarkInfo.Marked)


def test_the_contact_is_that_of_the_settings(approved, capsys, monkeypatch):
    monkeypatch.chdir(approved.parent)
    (approved.parent / "tollbook.toml").write_text(
        '[organisation]\nname = "Invented Organisation"\ncontact = "desk@example.org"\n', encoding="utf-8"
    )
    code, _, err = ended(capsys, approved / STEM, "A figure was wrong; write to desk@example.org.")
    assert (code, err[:9]) == (0, "Withdrawn")
    said = text_of((approved / f"{STEM}.pdf").read_bytes())
    assert "Whom to ask desk@example.org" in said
    assert "Published by: Invented Organisation." in said


def test_the_same_withdrawal_gives_the_same_bytes(approved, tmp_path, capsys):
    (tmp_path / "other").mkdir()
    for name, data in held(approved).items():
        (tmp_path / "other" / name).write_bytes(data)
    ended(capsys, approved / STEM)
    ended(capsys, tmp_path / "other" / f"{STEM}-facts.json")
    assert held(approved) == held(tmp_path / "other")


def test_what_stays_holds_nothing_that_must_not_leave(approved, claims, capsys):
    ended(capsys, approved / STEM)
    assert scan([approved], claims).leaks == []


def test_a_draft_is_withdrawn_too(folder, capsys):
    code, out, _ = ended(capsys, folder / f"{STEM}-draft.pdf")
    assert code == 0
    assert set(held(folder)) == {f"{STEM}-withdrawn.json", *(f"{STEM}-draft{end}" for end in (".pdf", ".html", ".png"))}
    assert out.splitlines()[-1] == str(folder / f"{STEM}-withdrawn.json")
    said = text_of((folder / f"{STEM}-draft.pdf").read_bytes())
    assert (
        "This draft was withdrawn on 10 November 2025. It was never approved for release: please do not use its "
        "figures or pass them on."
    ) in said


def test_the_draft_beside_an_approved_brief_goes_with_it(approved, drafted, capsys):
    for path in drafted.iterdir():
        (approved / path.name).write_bytes(path.read_bytes())
    (approved / "another-2024-11-01-2024-11-30.pdf").write_bytes(b"stays")
    (approved / f"{STEM}-v2.pdf").write_bytes(b"stays")
    ended(capsys, approved / STEM)
    drafts = {f"{STEM}-draft{end}" for end in (".pdf", ".html", ".png")}
    assert set(held(approved)) == {*STAYS, *drafts, "another-2024-11-01-2024-11-30.pdf", f"{STEM}-v2.pdf"}
    assert (approved / f"{STEM}-draft.pdf").read_bytes() == (approved / f"{STEM}.pdf").read_bytes()


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Call 09 123 456 789.", "09 123 456 789 (A telephone number other than the publisher's own contact.)"),
        ("It named a person: someone@example.com.", "someone@example.com (An e-mail address other"),
        ("The village of Pazigyi was named.", "pazigyi (A place finer than a township that the claims file names.)"),
    ],
)
def test_a_reason_that_must_not_be_printed_is_refused(approved, capsys, reason, said):
    before = held(approved)
    code, out, err = ended(capsys, approved / STEM, reason)
    assert (code, out) == (1, "")
    assert err.startswith("tollbook: The reason and the role are printed in public, and must not hold: ")
    assert said in err
    assert err.endswith("Nothing was withdrawn.\n")
    assert held(approved) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "  "}, "The reason is empty: say in a sentence why it is withdrawn (--reason)."),
        ({"reason": "x" * 401}, "The reason has 401 letters. At most 400 fit on the page that stays (--reason)."),
        (
            {"role": "a@b.org"},
            'give the role of who withdraws it, such as "information manager", in at most 60 letters',
        ),
        (
            {"on": "2999-01-01"},
            "It would be withdrawn on 2999-01-01, which has not come yet. Give a day that has (--on).",
        ),
    ],
)
def test_a_wrong_call_ends_with_code_2_and_changes_nothing(approved, capsys, given, said):
    before = held(approved)
    code, _, err = ended(capsys, approved / STEM, **given)
    assert code == 2
    assert said in " ".join(err.replace("│", " ").split())
    assert held(approved) == before


def test_what_was_withdrawn_is_not_withdrawn_again(approved, capsys):
    ended(capsys, approved / STEM)
    before = held(approved)
    assert ended(capsys, approved / f"{STEM}.pdf", "Another reason.") == (
        1, "", f"tollbook: {STEM} was already withdrawn on 2025-11-10 by: {ROLE}. Nothing was withdrawn.\n",
    )  # fmt: skip
    assert held(approved) == before


def test_internal_and_damaged_ones_are_refused(approved, capsys):
    (approved / f"{STEM}-internal-facts.json").write_text("{}")
    code, _, err = ended(capsys, approved / f"{STEM}-internal-facts.json")
    assert (code, err) == (
        1,
        f"tollbook: {STEM}-internal is for internal use and was never published: delete its files, and tell those who "
        "have them. Nothing was withdrawn.\n",
    )
    (approved / f"{STEM}-facts.json").write_text("{")
    (approved / f"{STEM}.pdf").write_bytes(other_pdf("invented"))
    code, _, err = ended(capsys, approved / STEM)
    assert (code, err) == (
        2,
        f"tollbook: What {STEM} was can't be told: its facts file is missing or damaged, and so is its PDF. Delete its "
        "files by hand, and say where they were that it was withdrawn.\n",
    )


def test_without_its_facts_file_the_pdf_tells_what_it_was(approved, capsys):
    (approved / f"{STEM}-facts.json").unlink()
    assert ended(capsys, approved / STEM)[0] == 0
    assert set(held(approved)) == STAYS
    assert "Pale Township" in text_of((approved / f"{STEM}.pdf").read_bytes())


def test_a_version_that_was_withdrawn_is_not_made_again(approved, claims, capsys, without_kernel):
    ended(capsys, approved / STEM)
    before = held(approved)
    said = (
        f"{STEM} was withdrawn on 2025-11-10, and is not made again under its name. Nothing was written. "
        r"Make it as version 2 \(version\)\."
    )
    with pytest.raises(Withdrawn, match=said):
        made(claims).save(approved)
    with pytest.raises(Withdrawn, match=said):
        running.run(TOWNSHIP_BRIEF, TOWNSHIP_BRIEF.check({"output": str(approved)}))
    assert without_kernel == []
    with pytest.raises(SystemExit) as end:
        group.run(["release", "approve", str(approved / f"{STEM}.pdf"), "--role", ROLE])
    assert end.value.code == 1
    assert f"{STEM} was withdrawn on 2025-11-10, and is not approved any more." in capsys.readouterr().err
    assert held(approved) == before


@pytest.mark.long
def test_the_next_version_and_another_language_are_made(approved, claims, capsys):
    ended(capsys, approved / STEM)
    for given in ({"version": 2}, {"language": "my"}):
        made(claims, **given).save(approved, formats=["pdf"])
    assert (approved / f"{STEM}-v2-draft.pdf").is_file()
    assert (approved / f"{STEM}-my-draft.pdf").is_file()


def test_in_burmese(claims, tmp_path, capsys):
    # What its pages say is not read where the facts file is there.
    facts = tmp_path / f"{STEM}-my-draft-facts.json"
    facts.write_text(as_json(made(claims, language="my").gathered.as_dict()), encoding="utf-8")
    for end in (".pdf", ".html"):
        (tmp_path / f"{STEM}-my-draft{end}").write_bytes(other_pdf("invented"))
    code, _, _ = ended(capsys, tmp_path / f"{STEM}-my-draft.pdf", "ကိန်းဂဏန်း တစ်ခု မှားယွင်းနေသည်။")
    assert code == 0
    page = (tmp_path / f"{STEM}-my-draft.html").read_text(encoding="utf-8")
    assert '<html lang="my">' in page
    assert "ပုလဲမြို့နယ်" in page
    assert words("my").day(pd.Timestamp("2025-11-10")) in page
    assert "ကိန်းဂဏန်း တစ်ခု မှားယွင်းနေသည်။" in page
    assert "Tollbook Burmese" in page.partition("body{")[0], "the page brings its own letters"
    english = {"Withdrawn", "This draft", "Whom", "Why", "Published"}
    assert not [text for text in english if text in page]
    with pikepdf.open(io.BytesIO((tmp_path / f"{STEM}-my-draft.pdf").read_bytes())) as document:
        assert str(document.Root.Lang) == "my"
        assert len(document.pages) == 1


@pytest.mark.parametrize("language", ["en", "my"])
def test_the_longest_reason_fits_on_one_page_and_one_picture(language):
    about = {"pcode": "MMR005019", "start": "2024-11-01", "end": "2025-01-31", "issued": "2025-10-08", "version": 12}
    record = withdrawing.Withdrawal(
        pd.Timestamp("2025-11-10"), "r" * 60, "long word " * 40, {**about, "language": language, "digits": "native"},
        {"name": "Invented Organisation " * 4, "contact": "desk@example.org, " * 6}, None, {"a.pdf": "", "a.png": ""},
    )  # fmt: skip
    stays = tombstone.files(record)
    with pikepdf.open(io.BytesIO(stays["a.pdf"])) as document:
        assert len(document.pages) == 1
    assert stays["a.png"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "at", [pytest.param(at, marks=[] if at in (1, 6, 11) else pytest.mark.long) for at in range(1, 12)]
)
def test_a_run_that_is_stopped_leaves_all_of_before(approved, capsys, monkeypatch, at):
    before, replace, done = held(approved), os.replace, []

    def stopped(source, target):
        done.append(target)
        if len(done) == at:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    assert ended(capsys, approved / STEM)[0] == 130
    assert held(approved) == before


@pytest.mark.parametrize("name", [f"{STEM}-tally.csv", f"{STEM}.pdf", f"{STEM}-withdrawn.json"])
def test_a_file_that_is_open_elsewhere_leaves_all_of_before(approved, capsys, monkeypatch, name):
    before, replace = held(approved), os.replace

    def refused(source, target):
        if name in (Path(source).name, Path(target).name):
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refused)
    code, out, err = ended(capsys, approved / STEM)
    assert (code, out) == (1, "")
    assert name in err and "Access is denied" in err
    assert held(approved) == before


def test_a_withdrawal_that_the_machine_stopped_is_finished(approved, capsys):
    """As a power cut leaves it: the record is there, one file is moved aside, the rest is as it was."""
    (approved.parent / "whole").mkdir()
    for name, data in held(approved).items():
        (approved.parent / "whole" / name).write_bytes(data)
    ended(capsys, approved.parent / "whole" / STEM)
    wanted = held(approved.parent / "whole")
    (approved / f"{STEM}-withdrawn.json").write_bytes(wanted[f"{STEM}-withdrawn.json"])
    os.replace(approved / f"{STEM}-tally.csv", approved / f".{STEM}-tally.csv.0123abcd.gone")
    code, out, err = ended(capsys, approved / STEM, "Another reason.")
    assert code == 0
    assert err == f"{STEM} was already withdrawn on 2025-11-10 by: {ROLE}. Something of it was left, and is gone now.\n"
    assert set(out.splitlines()) == {str(approved / name) for name in STAYS}
    assert held(approved) == wanted


def test_a_page_that_was_put_back_is_replaced_again(approved, capsys):
    ended(capsys, approved / STEM)
    wanted = held(approved)
    (approved / f"{STEM}.pdf").write_bytes(other_pdf("the old figures"))
    assert ended(capsys, approved / STEM)[0] == 0
    assert held(approved) == wanted


def test_help_shows_an_example(capsys):
    with pytest.raises(SystemExit) as end:
        group.run(["release", "withdraw", "--help"])
    assert end.value.code == 0
    assert "Examples: tollbook release withdraw briefs/pale-2024-11-01-2024-11-30.pdf" in " ".join(
        capsys.readouterr().out.split()
    )
