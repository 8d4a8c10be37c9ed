"""The rules of the scanner, as data: the code of each, what it says, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule.

    Attributes
    ----------
    code : str
    says : str
        What must not be in a public output.
    remedy : str
        What to do about it.
    """

    code: str
    says: str
    remedy: str


_LISTED = (
    Rule(
        "p-code",
        "A p-code finer than a township: of a village, a ward, a town or a village tract.",
        "Give the p-code of the township.",
    ),
    Rule(
        "coordinates",
        "Coordinates of a point inside Myanmar, to a hundred metres or nearer.",
        "Give the township; a point that was moved a little is no protection.",
    ),
    Rule(
        "column",
        "A column or key that never leaves: notes, wordings, names below a township, who said so, whom to ask.",
        "Leave the column out.",
    ),
    Rule("phone", "A telephone number other than the publisher's own contact.", "Take it out."),
    Rule("e-mail", "An e-mail address other than the publisher's own contact.", "Take it out."),
    Rule(
        "messaging",
        "An address of a person, channel or group in a messaging app.",
        "Take it out, or name a published report in its place.",
    ),
    Rule(
        "path",
        "A path on somebody's machine, or a user's name.",
        "Run it again with paths relative to the folder, or clear the text.",
    ),
    Rule("host", "The name or private address of a machine.", "Take it out."),
    Rule(
        "authoring",
        "Who made the file, or with what: author, company, comments, camera, place, preview picture.",
        "Export it again without properties, or clear them.",
    ),
    Rule(
        "notebook",
        "A trace of how a notebook ran: paths, clocks, connection files, errors.",
        "Clear the notebook's metadata and this output before it is published.",
    ),
    Rule("hidden", "A sheet, row or column that is hidden, not gone.", "Delete it."),
    Rule(
        "not-read",
        "Something that could not be read, so that nobody knows what is in it.",
        "Take it out, or give it in a form that can be read.",
    ),
    Rule("claims-note", "Words of a note in the claims file.", "Take them out."),
    Rule(
        "claims-incident",
        "The id of an incident in the claims file: such ids are made of names of villages.",
        "Number the incidents of an output.",
    ),
    Rule("claims-place", "A place finer than a township that the claims file names.", "Name the township."),
    Rule(
        "claims-code", "The p-code of a place finer than a township that is in the claims file.", "Give the township's."
    ),
    Rule(
        "claims-voice",
        "A voice in the claims file that is no body known by name.",
        "Name the outlet that heard it, or say how many voices there are.",
    ),
    Rule("claims-source", "The address of a source that the claims file keeps undisclosed.", "Take it out."),
)

#: The rules by their codes, in the order in which they are told.
RULES: dict[str, Rule] = {rule.code: rule for rule in _LISTED}
