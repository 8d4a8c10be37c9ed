"""``tollbook run``: any notebook of the suite through papermill, its parameters as options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.suite.declared.describing import Described
from tollbook.suite.notebooks import NOTEBOOKS, Notebook

if TYPE_CHECKING:
    from tollbook.series.forks import Forks

#: Options that `tollbook brief` has under another name, which may be given several times.
_ALSO = {"formats": "--format", "sources": "--source"}
_METAVAR = {"place": "PLACE", "day": "DAY", "file": "PATH", "number": "NUMBER"}
#: What an example gives for parameters that a notebook has.
_EXAMPLES = (
    {"place": "Sagaing Region", "start": "2024-01-01", "end": "2024-03-31"},
    {"formats": "html", "language": "my"},
)
_HELP = """Run a notebook with parameters, and keep what it makes.

Without NOTEBOOK it lists the notebooks and what each answers. The last line that is printed is the path of the PDF, or
of the first form that was asked for; beside it lie the data behind it, its facts and the executed notebook.
"""


class _Suite(click.Group):
    """A command for each notebook."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the notebook, or name the nearest one."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.commands, n=1, cutoff=0.0)[0]
            ctx.fail(f"There is no notebook {args[0]!r}. The nearest is {near!r}.")
        return super().resolve_command(ctx, args)


def _listed(ctx: click.Context) -> None:
    """The notebooks, each with what it answers."""
    if ctx.invoked_subcommand is not None:
        return
    width = max(map(len, NOTEBOOKS)) + 2
    for notebook in NOTEBOOKS.values():
        click.echo(f"{notebook.name:{width}}{notebook.question}")
    click.echo("\nRun one: tollbook run NOTEBOOK. Its parameters: tollbook run NOTEBOOK --help.")


def _run(notebook: Notebook, given: dict[str, Any]) -> None:
    """Run a notebook with the options that were given."""
    from tollbook.series.forks import Forks
    from tollbook.stopping import stoppable

    with stoppable(), Forks() as forks:
        forks.start(given.get("release") in (None, "public"))  # it imports while the call is checked
        path = _made(notebook, given, forks)
    click.echo(str(path))


def _made(notebook: Notebook, given: dict[str, Any], forks: Forks) -> Path:
    from tollbook.series import single
    from tollbook.suite import progress, run
    from tollbook.suite.declared.checking import ParameterError

    try:
        asked = notebook.check(_values(notebook, given))
    except ParameterError as error:
        if error.is_wrong_call:
            raise click.UsageError(str(error)) from None
        raise
    with progress.shown(run.steps(notebook)) as told:
        return run.run(notebook, asked, told, single.through(forks, asked))


def _values(notebook: Notebook, given: dict[str, Any]) -> dict[str, Any]:
    """Parameters by name: of the file, then as papermill has them, then the options, each over those before."""
    rest, pairs, file = given.pop("rest"), given.pop("pairs"), given.pop("file")
    known = {each.name: each for each in notebook.described()}
    typed: dict[str, list[str]] = {}
    for name, value in [*pairs, *_unknown(rest)]:
        typed.setdefault(name, []).append(value)
    values = _of_file(file) if file is not None else {}
    values |= {name: _value(known.get(name), texts) for name, texts in typed.items()}
    return values | {
        name: _value(known[name], _texts(value)) for name, value in given.items() if value not in (None, ())
    }


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple) else [str(value)]


def _value(parameter: Described | None, texts: list[str]) -> Any:
    """A value as the parameters cell would have it; what can't be read stays a text, and is told as wrong later."""
    if parameter is not None and parameter.is_list:
        return [] if texts == [""] else texts
    text = texts[-1]
    if parameter is not None and parameter.is_optional and text in ("None", "none", ""):
        return None
    if parameter is not None and parameter.kind == "number":
        try:
            return int(text)
        except ValueError:
            return text
    return text


def _unknown(rest: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Options that the notebook has not, as parameters: then all are told at once, each with the nearest."""
    words = iter(rest)
    for word in words:
        if not word.startswith("--") or len(word) == 2:
            raise click.UsageError(f"Got unexpected extra argument ({word}). Parameters are given as --name VALUE.")
        name, has_value, value = word.removeprefix("--").partition("=")
        yield name.replace("-", "_"), value if has_value else next(words, "")


def _of_file(file: Path) -> dict[str, Any]:
    """Parameters of a YAML file, read as papermill reads it."""
    from papermill import iorw  # type: ignore[import-untyped]

    try:
        # Days stay texts, as papermill has them.
        found = iorw.yaml.load(file.read_text(encoding="utf-8"), Loader=iorw.NoDatesSafeLoader)
    except OSError as error:
        raise click.UsageError(f"The parameters {file} can't be read: {error.strerror or error}.") from None
    except (iorw.yaml.YAMLError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file.name} is no YAML: {error}") from None
    if not isinstance(found, dict):
        raise click.UsageError(
            f"{file.name} holds no parameters: write each as a line, such as 'place: Pale, Sagaing'."
        )
    return found


def _option(parameter: Described) -> click.Option:
    """A parameter as an option. What is wrong is told by the check of all parameters, and so all at once."""
    names = [f"--{parameter.name.replace('_', '-')}", *([_ALSO[parameter.name]] if parameter.name in _ALSO else [])]
    default = ", ".join(map(str, parameter.default)) if parameter.is_list else parameter.default
    several = "; may be given several times" if parameter.is_list else ""
    said = f"{parameter.meaning}  [{parameter.type}{several}; default: {'none' if default in (None, '') else default}]"
    return click.Option(
        [parameter.name, *names],
        metavar="NAME" if parameter.choices else _METAVAR.get(parameter.kind, "TEXT"),
        multiple=parameter.is_list,
        help=said,
    )


def _example(notebook: Notebook, values: dict[str, str]) -> str:
    known = {each.name: each for each in notebook.described()}
    words = [
        f"--{name} '{value}'" if " " in value else f"--{name} {value}"
        for name, value in values.items()
        if name in known
    ]
    return " ".join(["tollbook run", notebook.name, *words])


def _command(notebook: Notebook) -> click.Command:
    shown = dict.fromkeys([f"tollbook run {notebook.name}", *(_example(notebook, values) for values in _EXAMPLES)])
    more = [
        click.Option(
            ["-p", "--parameters", "pairs"],
            nargs=2,
            multiple=True,
            metavar="NAME VALUE",
            help="A parameter as papermill has it. May be given several times.",
        ),
        click.Option(
            ["-f", "--file", "file"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Parameters in a YAML file, a line each; options are taken over it.",
        ),
    ]
    return click.Command(
        notebook.name,
        params=[*map(_option, notebook.described()), *more],
        callback=click.pass_context(lambda ctx, **given: _run(notebook, {**given, "rest": ctx.args})),
        help=f"{notebook.title}. {notebook.question}",
        short_help=notebook.question,
        epilog=f"Examples: {'; '.join(shown)}",
        options_metavar="[OPTIONS]",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )


command = _Suite(
    "run",
    commands={name: _command(notebook) for name, notebook in NOTEBOOKS.items()},
    callback=click.pass_context(_listed),
    invoke_without_command=True,
    help=_HELP,
    options_metavar="",
    subcommand_metavar="[NOTEBOOK] [OPTIONS]",
    epilog="Examples: tollbook run; tollbook run township_brief --help; "
    "tollbook run township_brief --place 'Kale, Sagaing' -p language my",
)
