"""What went wrong, in words: which kind of trouble, which cell, and no path that is gone when it is read."""

import json

import pytest

from tollbook.briefs.errors import BriefError
from tollbook.claims.problems import ClaimsFileError
from tollbook.files import OutputError
from tollbook.series.troubles import trouble_of
from tollbook.suite.declared.checking import ParameterError


class PapermillExecutionError(Exception):
    """As papermill's."""

    def __init__(self, ename, evalue):
        super().__init__("a long traceback")
        self.ename, self.evalue = ename, evalue


class DeadKernelError(RuntimeError):
    """As nbclient's."""


class CellTimeoutError(TimeoutError):
    """As nbclient's."""


def dead(how):
    error = DeadKernelError("Kernel died")
    if how:
        error.add_note(how)
    return error


LACK = "It needed more memory than one notebook may take (--memory)."
TROUBLES = [
    (PapermillExecutionError("ValueError", "invented"), "cell", "ValueError: invented"),
    (PapermillExecutionError("KeyError", "'pcode'"), "cell", "KeyError: 'pcode'"),
    # Sentences of our own need no name of a class.
    (PapermillExecutionError("BriefError", "A whole sentence."), "cell", "A whole sentence."),
    (PapermillExecutionError("ApprovalError", "A whole sentence."), "cell", "A whole sentence."),
    (PapermillExecutionError("InputChanged", "A whole sentence."), "cell", "A whole sentence."),
    (PapermillExecutionError("ValueError", ""), "cell", "ValueError"),
    (PapermillExecutionError("MemoryError", ""), "memory", LACK),
    (PapermillExecutionError("_ArrayMemoryError", "Unable to allocate"), "memory", LACK),
    (PapermillExecutionError("ArrowMemoryError", "malloc failed"), "memory", LACK),
    (CellTimeoutError("A cell timed out"), "time", "The cell took longer than a cell of this series may (cell_seconds)."),
    (dead("Its process ended by the signal SIGKILL."), "stopped",
     "Its process ended by the signal SIGKILL. That was no error of Python's, which the cell would show."),
    (dead(""), "stopped", "Its process ended. That was no error of Python's, which the cell would show."),
    (ParameterError("The parameter 'x' is wrong."), "parameters", "The parameter 'x' is wrong."),
    (ClaimsFileError("claims.csv", "file.missing", "There is no such file.", "Give one."), "claims",
     "1 error in the claims.\nerror: claims.csv: There is no such file. Give one. [file.missing]"),
    (OutputError("x could not be written."), "output", "x could not be written."),
    (OSError(28, "No space left on device"), "output",
     "A file could not be written: No space left on device. Free some space, or name another folder in the variable TMPDIR."),
    (OSError(13, "Permission denied", "a.csv"), "output",
     "a.csv could not be read or written: Permission denied. Free some space, or name another folder in the variable TMPDIR."),
    (ConnectionResetError("It is dead."), "other", "It is dead."),
    (BriefError("The notebook ran and left no file."), "other", "The notebook ran and left no file."),
]  # fmt: skip


@pytest.mark.parametrize(("error", "kind", "message"), TROUBLES, ids=lambda each: str(each)[:30])
def test_each_kind_of_trouble(error, kind, message):
    found = trouble_of(error)
    assert (found.kind, found.message) == (kind, message)
    assert (found.cell, found.heading, found.source) == (None, "", "")


def executed(folder, *cells):
    """An executed notebook: of each cell its kind, source, papermill's status, and whether it was begun."""
    made = [
        {
            "cell_type": kind,
            "source": source,
            "metadata": {"papermill": {"status": status, "start_time": "2025-01-31T12:00:00" if begun else None}},
        }
        for kind, source, status, begun in cells
    ]
    (folder / ".executed.ipynb").write_text(json.dumps({"cells": made}), encoding="utf-8")


HEAD = (
    ("markdown", "# A notebook", "completed", False),
    ("code", "a = 1", "completed", True),
    ("markdown", ["## Read\n", "and more"], "completed", False),
)


def test_the_cell_that_failed_is_told_with_its_heading_and_code(tmp_path):
    executed(tmp_path, *HEAD, ("code", ["b\n", "c"], "failed", True), ("code", "d", "pending", False))
    found = trouble_of(PapermillExecutionError("ValueError", "x"), tmp_path)
    assert (found.cell, found.heading, found.source) == (2, "Read", "b\nc")
    # What fails when all cells have run is no cell's fault.
    assert trouble_of(BriefError("The notebook ran and left no file."), tmp_path).cell is None


def test_the_cell_that_was_begun_last_is_told_where_the_process_died(tmp_path):
    """papermill calls all cells completed then, those that were never begun too."""
    executed(tmp_path, *HEAD, ("code", "b", "completed", True), ("code", "d", "completed", False))
    found = trouble_of(dead(""), tmp_path)
    assert (found.cell, found.source) == (2, "b")


def test_a_notebook_that_can_not_be_read_has_no_cell(tmp_path):
    assert trouble_of(dead(""), tmp_path).cell is None
    (tmp_path / ".executed.ipynb").write_text("{")
    assert trouble_of(dead(""), tmp_path).cell is None


def test_the_folder_of_the_run_is_not_told(tmp_path):
    error = PapermillExecutionError("OSError", f"{tmp_path}/claims.csv is not there, and {tmp_path} is empty")
    assert trouble_of(error, tmp_path).message == "OSError: claims.csv is not there, and . is empty"


def test_our_own_errors_are_told_without_the_names_of_their_classes():
    """The list of them is of names, as a notebook tells no more of an error."""
    from tollbook.commands.group import _EXPECTED
    from tollbook.series.troubles import _OWN

    assert set(_OWN) >= _EXPECTED
