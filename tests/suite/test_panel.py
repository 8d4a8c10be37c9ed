"""The panel of a notebook without a browser: what it chooses, refuses, runs, saves and gives to copy. Data are invented."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import ipywidgets
import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tests.suite.invented import Invented
from tollbook.commands import run as command
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.declared.literals import literal
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF, Notebook, UnknownNotebook
from tollbook.suite.panel import cells, live
from tollbook.suite.panel.board import Panel, is_later
from tollbook.suite.panel.panel import Instead
from tollbook.suite.panel.place_search import text_of

SENTENCE = (
    "The panel of township_brief is for JupyterLab, where somebody can choose in it (make lab). Here the notebook runs with "
    "what its parameters cell says."
)


class Here(Notebook):
    """A notebook in the folder in which the test runs."""

    @property
    def path(self) -> Path:
        return Path("invented.ipynb")


INVENTED = Here("invented", "An invented notebook", "Is this invented?", Invented)
#: Between parameters and panel stands nothing; then two steps, and the one that saves.
CELLS = [
    ("markdown", "# Invented", []),
    ("code", "top = 10", ["parameters"]),
    ("markdown", "## Change it without typing", []),
    ("code", "raise RuntimeError('a panel runs no panel')", ["panel"]),
    ("markdown", "## Add\n\nOne is *added*.", []),
    ("code", "print('counting')\nmore = top + 1\nmore", []),
    ("markdown", "## Double\n\nAll is doubled.", []),
    ("code", "twice = 2 * more;", []),
    ("markdown", "## The files", []),
    ("code", "from pathlib import Path\nPath(output).mkdir(exist_ok=True)\nprint(Path(output, 'x.pdf').write_text(str(twice)))", []),
]  # fmt: skip


def write(made=CELLS):
    found = [{"cell_type": kind, "source": text, "metadata": {"tags": tags}} for kind, text, tags in made]
    Path("invented.ipynb").write_text(json.dumps({"cells": found}), encoding="utf-8")


def changed(at, source):
    """The cells with another source in one of them."""
    return [(kind, source if number == at else text, tags) for number, (kind, text, tags) in enumerate(CELLS)]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder with the invented notebook, and an output that needs no kernel."""
    monkeypatch.chdir(tmp_path)

    def append(output, shown):
        made = getattr(shown, "_repr_mimebundle_", lambda: {"text/plain": repr(shown)})()
        output.outputs += ({"output_type": "display_data", "data": made, "metadata": {}},)

    monkeypatch.setattr(ipywidgets.Output, "append_display_data", append)
    write()
    return tmp_path


def panel(notebook=INVENTED, **values):
    return Panel(notebook, values, "")


def said(made):
    return {name: each.said for name, each in made.wrong.items()}


def shown(made):
    """What stands below the form, as text."""
    found = []
    for each in made.results.children:
        if isinstance(each, ipywidgets.HTML):
            found.append(each.value)
        else:
            found += [one["text"] if "text" in one else one["data"] for one in each.outputs]
    return found


# Where nobody sits in front of it.


def test_in_a_script_it_is_a_sentence():
    assert repr(tb.panel("township_brief")) == SENTENCE


def test_in_a_script_it_imports_no_widgets():
    told = "import sys, tollbook as tb; print(tb.panel('township_brief')); print({'ipywidgets', 'pandas', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == f"{SENTENCE}\nset()\n"


@pytest.mark.long
def test_in_papermill_it_is_a_sentence(tmp_path):
    import papermill

    write([("code", "top = 1", ["parameters"]), ("code", "import tollbook as tb\ntb.panel('township_brief')", [])])
    read = json.loads(Path("invented.ipynb").read_text(encoding="utf-8"))
    head = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    for number, cell in enumerate(read["cells"]):
        cell |= {"id": str(number)} | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})
    Path("invented.ipynb").write_text(json.dumps({**read, "metadata": head, "nbformat": 4, "nbformat_minor": 5}))
    for engine in (None, "tollbook"):
        made = papermill.execute_notebook("invented.ipynb", None, {"top": 2}, engine_name=engine, progress_bar=False)
        assert made.cells[-1]["outputs"][0]["data"] == {"text/plain": SENTENCE}


def test_a_front_end_may_be_asked_back(monkeypatch):
    class Kernel:
        asks = True

        def get_parent(self):
            return {"content": {"allow_stdin": self.asks}}

    class Shell:
        kernel = Kernel()

        @classmethod
        def get_ipython(cls):
            return cls

    monkeypatch.setitem(sys.modules, "IPython", Shell)
    assert live.is_live()
    made = tb.panel("township_brief")
    assert isinstance(made, Panel)
    assert made._repr_mimebundle_()["text/plain"] == SENTENCE
    assert "application/vnd.jupyter.widget-view+json" in made._repr_mimebundle_()
    with pytest.raises(UnknownNotebook) as error:
        tb.panel("township_breif")
    assert str(error.value).startswith("There is no notebook 'township_breif'. The nearest is 'township_brief'; all of them: ")
    monkeypatch.setattr(Kernel, "asks", False)
    assert isinstance(tb.panel("township_brief"), Instead)


def test_without_widgets_it_says_how_to_get_them(monkeypatch):
    monkeypatch.setattr("tollbook.suite.panel.panel.is_live", lambda: True)
    monkeypatch.setattr("tollbook.suite.panel.panel.find_spec", lambda name: None)
    assert repr(tb.panel("airstrikes")) == (
        "The panel needs ipywidgets, which is not installed here: python -m pip install 'tollbook[lab]'. The notebook runs "
        "without it, with what its parameters cell says."
    )


# The form.


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_form_begins_with_what_the_parameters_cell_has(name):
    made = panel(NOTEBOOKS[name])
    made.more.value = True
    described = NOTEBOOKS[name].described()
    assert list(made.controls) == [each.name for each in sorted(described, key=is_later)]
    assert made.values == {each.name: each.default for each in described}
    assert made.command == f"tollbook run {name}"
    namespace = {}
    exec(made.cell, namespace)
    assert {each.name: namespace[each.name] for each in described} == made.values


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_control_bears_a_label_its_meaning_and_its_type(name):
    made = panel(NOTEBOOKS[name])
    made.more.value = True
    for each in NOTEBOOKS[name].described():
        box = made.controls[each.name].box
        assert each.meaning.split("'")[0] in box.children[-1].value.replace("&quot;", '"')
        held = made.controls[each.name].inner
        assert each.kind == "choices" or (held.description and held.tooltip == each.type)
        assert each.kind != "choices" or all(tick.description for tick in made.controls[each.name].ticks.values())


def test_parameters_that_few_change_are_made_when_they_are_asked_for():
    made = panel(TOWNSHIP_BRIEF)
    assert list(made.controls) == ["place", "start", "end", "claims", "language", "formats", "release"]
    assert made.values["rule"] == "envelope"
    made.more.value = True
    assert set(made.controls) == set(TOWNSHIP_BRIEF.parameters.model_fields)


def test_what_a_notebook_sets_itself_is_shown_at_once():
    review = panel(NOTEBOOKS["period_review"])
    assert "as_of" in review.controls
    assert "known_on" not in review.controls


def test_it_may_begin_with_other_values():
    made = panel(TOWNSHIP_BRIEF, place="Kale Township", version=2)
    assert (made.values["place"], made.values["version"]) == ("Kale Township", 2)
    with pytest.raises(ParameterError) as error:
        panel(TOWNSHIP_BRIEF, plaice="Kale Township")
    assert str(error.value).startswith("There is no parameter 'plaice'. The nearest is 'place'; ")


def test_what_is_chosen_goes_round():
    made = panel(TOWNSHIP_BRIEF)
    made.more.value = True
    chosen = {
        "start": "2024-10-01", "end": "2024-10-31", "as_of": "2025-01-31", "claims": "mine; 'yours'.csv", "rule": "priority",
        "sources": ["The Irrawaddy", "RFA"], "language": "my", "issue": "Winter", "version": 3, "formats": ["pdf", "html"],
        "release": "internal", "beside": ["one.pdf", "two.pdf"], "next_issue": None, "output": "somewhere",
    }  # fmt: skip
    for name, value in chosen.items():
        made.controls[name].set(value)
    assert {name: made.values[name] for name in chosen} == chosen
    # As the options of the command read them.
    words = shlex.split(made.command)
    given = command.command.commands["township_brief"].make_context("x", words[3:]).params
    read = command._values(TOWNSHIP_BRIEF, {**given, "rest": []})
    here = {name: str(Path(chosen[name]).absolute()) for name in ("claims",)}
    here["beside"] = [str(Path(each).absolute()) for each in chosen["beside"]]
    assert {**TOWNSHIP_BRIEF.check({}).model_dump(), **read} == {**made.values, **here}
    namespace = {}
    exec(made.cell, namespace)
    assert {name: namespace[name] for name in made.values} == made.values


def test_what_is_none_by_choice_is_none_in_the_command():
    made = panel(place="Pale, Sagaing")
    made.controls["start"].set(None)
    for tick in made.controls["measures"].ticks.values():
        tick.value = False
    assert made.command == 'tollbook run invented --place "Pale, Sagaing" --start none --measures ""'


@pytest.mark.parametrize(
    ("value", "written"),
    [("Pale, Sagaing", '"Pale, Sagaing"'), ("ပုလဲ", '"ပုလဲ"'), (None, "None"), (3, "3"), (["a", 'b"'], '["a", "b\\""]')],
)
def test_a_value_is_written_as_a_cell_writes_it(value, written):
    assert literal(value) == written


def test_a_number_is_a_text_until_it_is_one():
    made = panel()
    made.controls["top"].inner.value = "many"
    assert made.values["top"] == "many"
    assert not made.check()
    assert said(made) == {"top": "Input should be a valid integer."}
    made.controls["top"].inner.value = " 12 "
    assert made.values["top"] == 12


# The place.


def listed(made):
    return [text for text, _ in made.controls["place"].listed.options]


def test_a_text_that_means_one_place_is_taken():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "kanbalu township"
    assert listed(made) == []
    assert made.controls["place"].told == "That is Kanbalu Township, Sagaing Region (ကန့်ဘလူ, MMR005007)."
    assert made.values["place"] == "kanbalu township"


def test_a_village_is_chosen_and_stands_for_its_township():
    made = panel(TOWNSHIP_BRIEF)
    place = made.controls["place"]
    place.inner.value = "Alelbon"
    assert place.listed.description == "Choose what 'Alelbon' means. The finest place is a township."
    assert listed(made)[0] == "Pale Township, Sagaing Region, in which Ah Lel Bon village lies: no other place is called so"
    assert all(text.endswith(")") and ": its name is like that (" in text for text in listed(made)[1:])
    # Nothing is chosen until somebody does.
    assert place.listed.value is None
    assert made.values["place"] == "Alelbon"
    assert not made.check()
    assert said(made) == {
        "place": "Ah Lel Bon is a village. A brief's finest place is a township: Pale Township may be what you want."
    }
    assert place.wrong.said == "It is not certain which place 'Alelbon' is. Choose one of those listed."
    place.listed.value = "MMR005019"
    assert place.told == "Chosen: Pale Township, Sagaing Region (ပုလဲ, MMR005019)."
    assert made.values["place"] == "Pale Township, Sagaing Region"
    assert made.wrong == {}
    assert made.check()


def test_what_several_places_are_called_is_not_guessed():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "Minhla"
    assert listed(made) == [
        "Minhla Township, Bago Region (West): one of 2 places called so",
        "Minhla Township, Magway Region: one of 2 places called so",
    ]
    assert made.controls["place"].listed.value is None


def test_without_the_comma_a_place_is_offered_and_not_taken():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "pale sagaing"
    assert listed(made) == ["Pale Township, Sagaing Region: no other place is called so"]
    assert made.controls["place"].listed.value is None
    made.controls["place"].listed.index = 0
    assert made.values["place"] == "Pale Township, Sagaing Region"


def test_another_text_forgets_what_was_chosen():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "Minhla"
    made.controls["place"].listed.index = 1
    assert made.values["place"] == "Minhla Township, Magway Region"
    made.controls["place"].inner.value = "Kanbalu"
    assert made.values["place"] == "Kanbalu"
    assert made.controls["place"].told == ""


def test_many_are_not_all_listed():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "Nyaung Kone"
    assert len(listed(made)) == 10
    assert " more: add what it lies in behind a comma." in made.controls["place"].listed.description


def test_what_is_no_place_is_said():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "xxxx"
    assert made.controls["place"].told == "No place is called 'xxxx', or nearly so."
    assert not made.check()
    assert said(made)["place"].startswith("No place that is certain: ")


def test_a_place_may_be_none_where_the_notebook_says_so():
    made = panel(place="Pale, Sagaing")
    made.controls["place"].inner.value = ""
    assert made.values["place"] is None
    assert made.check()


@pytest.mark.parametrize(("pcode", "text"), [("MMR005019", "Pale Township, Sagaing Region"), ("MMR", "Myanmar")])
def test_a_place_is_told_by_its_name_where_that_means_no_other(pcode, text):
    assert text_of(pcode) == text
    assert tb.place(text).pcode == pcode


# What is wrong.


def test_all_that_is_wrong_is_said_at_once_beside_what_it_concerns():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["place"].inner.value = "Kanbalu"
    made.controls["start"].inner.value = None
    made.controls["formats"].set([])
    made.controls["claims"].set("nothing.csv")
    made.more.value = True
    made.controls["version"].set(0)
    made.more.value = False
    assert not made.run()
    assert list(made.wrong) == ["place", "start", "claims", "version", "formats"]
    assert said(made)["start"] == "Not a day; write it as YYYY-MM-DD, for example 2024-11-30."
    assert said(made)["claims"] == "There is no nothing.csv in this notebook's folder."
    assert said(made)["version"] == "Input should be greater than or equal to 1. The nearest is 1."
    assert made.more.value, "what was hidden is shown, because something in it is wrong"
    assert "To be changed before it can run: Place, Start, Claims, Version, Formats." in made.status.value
    for name in made.wrong:
        assert 'role="alert"' in made.controls[name].box.children[-1].value
    assert 'role="alert"' not in made.controls["end"].box.children[-1].value
    assert made.results.children == ()


def test_what_does_not_fit_together_stands_beside_one_of_the_two():
    made = panel(TOWNSHIP_BRIEF)
    made.controls["end"].set("2024-10-31")
    assert not made.check()
    assert said(made) == {"end": "End (2024-10-31) lies before start (2024-11-01)."}
    made.controls["start"].set("2024-10-01")
    assert made.wrong == {}
    assert "Nothing is wrong any more." in made.status.value
    assert made.controls["end"].told == "2024-10-01 to 2024-10-31: 31 days."


def test_a_check_of_one_notebook_stands_beside_the_parameter_that_it_is_called_after():
    made = panel(NOTEBOOKS["period_review"])
    made.controls["since"].set("2024-01-01")
    assert not made.check()
    assert said(made) == {"since": "Since (2024-01-01) lies after as_of (2023-06-30)."}


def test_a_notebook_that_examines_claims_takes_them_with_their_problems():
    pd.DataFrame([claim(1, low="x")]).to_csv("invented-claims.csv", index=False)
    made = panel(NOTEBOOKS["data_quality"])
    made.controls["claims"].set("invented-claims.csv")
    assert made.check()


def test_the_problems_of_a_file_are_the_files():
    pd.DataFrame([claim(1, low="x"), claim(2, start="soon")]).to_csv("invented-claims.csv", index=False)
    made = panel(TOWNSHIP_BRIEF)
    assert "invented-claims.csv" in made.controls["claims"].inner.options
    made.controls["claims"].set("invented-claim.csv")
    assert not made.check()
    assert said(made) == {
        "claims": "There is no invented-claim.csv in this notebook's folder. The nearest is invented-claims.csv."
    }
    made.controls["claims"].set("invented-claims.csv")
    assert made.wrong == {}, "it is there; what is in it is looked at when it is to be run"
    assert not made.check()
    assert said(made) == {"claims": "invented-claims.csv can't be used: 2 errors in it."}
    note = made.controls["claims"].box.children[-1].value
    assert "2 errors" in note
    assert "soon" in note


def test_text_of_the_user_is_no_markup():
    made = panel()
    made.controls["lexicon"].set("<img src=x>.csv")
    assert not made.check()
    assert "<img" not in made.controls["lexicon"].box.children[-1].value
    assert "<img" not in made.copies.value


# Running and saving.


def test_it_runs_the_cells_of_the_notebook_under_their_headings():
    made = panel(top=20)
    assert made.run()
    assert shown(made) == [
        "<h3>Add</h3>",
        {"text/markdown": "One is *added*.", "text/plain": "One is *added*."},
        "counting\n",
        {"text/plain": "21"},
        "<h3>Double</h3>",
        {"text/markdown": "All is doubled.", "text/plain": "All is doubled."},
    ]
    assert made.namespace["twice"] == 42
    assert "Ran 2 steps in " in made.status.value
    assert not made.run_button.disabled


def test_a_run_knows_nothing_of_the_one_before():
    made = panel()
    made.run()
    write(changed(5, "more = twice"))
    other = panel()
    assert not other.run()
    assert other.namespace.keys().isdisjoint({"twice", "more"})


def test_the_first_error_is_a_sentence_and_ends_the_run():
    write(changed(5, "import tollbook as tb\nprint('begun')\ntb.place('Minhla')"))
    made = panel()
    assert not made.run()
    assert shown(made)[-1] == (
        '<div class="tb-wrong" role="alert">&#x27;Minhla&#x27; is the name of 2 places: Minhla Township, Bago Region (West) '
        "(MMR008009); Minhla Township, Magway Region (MMR009013). Say which one: add its level (Township, Region) or what it "
        "lies in behind a comma, or give its code.</div>"
    )
    assert "begun\n" in shown(made)
    assert "Double" not in str(shown(made))
    assert "Stopped in step 1 of 2: Add." in made.status.value
    assert isinstance(made.error, ValueError)
    assert not made.run_button.disabled


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{}['x']", "KeyError: &#x27;x&#x27;"),
        ("raise ValueError", "ValueError"),
        ("raise KeyboardInterrupt", "It was stopped."),
        ("1 +", "SyntaxError: "),
    ],
)
def test_an_error_of_another_kind_says_which(source, told):
    write(changed(5, source))
    made = panel()
    assert not made.run()
    assert f'role="alert">{told}' in shown(made)[-1]


def test_what_is_displayed_and_warned_is_shown_in_its_order():
    write(changed(5, "import sys\nprint('a')\ndisplay(1, 2)\nprint('b')\nmore = 1\nprint('invented', file=sys.stderr)"))
    made = panel()
    assert made.run()
    assert shown(made)[2:7] == ["a\n", {"text/plain": "1"}, {"text/plain": "2"}, "b\n", "invented\n"]


def test_pictures_are_kept_as_notebooks_keep_them():
    picture = "class Picture:\n    def _repr_mimebundle_(self):\n        return {'image/png': b'invented'}\nmore = 1\nPicture()"
    write(changed(5, picture))
    made = panel()
    assert made.run()
    assert {"image/png": "aW52ZW50ZWQ="} in shown(made)


def test_it_saves_as_the_last_cell_does_and_links_what_was_written():
    made = panel(output="a folder")
    Path("a folder").mkdir()
    Path("a folder/older.pdf").write_text("")
    written = made.save()
    assert written == [Path("a folder/x.pdf")]
    assert written[0].read_text() == "22"
    assert shown(made)[-1] == {
        "text/html": '<ul class="tb-files"><li><a href="a%20folder/x.pdf" target="_blank">a folder/x.pdf</a></li></ul>'
    }
    assert "Saved 1 file." in made.status.value


def test_saving_runs_again_only_where_something_else_is_chosen():
    write(changed(5, "from pathlib import Path\nwith Path('ran').open('a') as file:\n    file.write('.')\nmore = top"))
    made = panel()
    made.run()
    made.save()
    assert Path("ran").read_text() == "."
    made.controls["top"].set(3)
    made.save()
    assert Path("ran").read_text() == ".."
    assert Path("papers/x.pdf").read_text() == "6"


def test_nothing_is_saved_where_something_is_wrong():
    made = panel()
    made.controls["top"].set(99)
    assert made.save() == []
    assert not Path("papers").exists()
    assert said(made) == {"top": "Input should be less than or equal to 20. The nearest is 20."}


def test_a_click_runs_and_saves():
    made = panel()
    made.run_button.click()
    assert "Ran 2 steps" in made.status.value
    made.save_button.click()
    assert Path("papers/x.pdf").exists()


def test_a_day_is_chosen_from_the_browsers_calendar():
    made = panel()
    made.controls["start"].inner.value = date(2024, 2, 29)
    assert made.values["start"] == "2024-02-29"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_has_cells_to_run_and_one_that_saves(name):
    found = cells.steps(NOTEBOOKS[name].path)
    assert found.analysis
    assert ".save(output" in found.saving.source
    assert all(each.heading for each in (*found.analysis, found.saving))
    assert "panel(" not in "".join(each.source for each in (*found.analysis, found.saving))


def test_a_notebook_without_a_cell_of_parameters_is_refused():
    write(CELLS[4:])
    with pytest.raises(ValueError, match=r"^invented\.ipynb has no code after a cell that is tagged parameters\.$"):
        panel()
