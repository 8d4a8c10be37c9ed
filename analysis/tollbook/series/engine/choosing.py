"""Whether a notebook runs in a forked process, or papermill's own engine runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Set to 1, macOS forks too; set to 0, nothing does.
SETTING = "TOLLBOOK_ENGINE_FORK"

#: Options of nbclient's that say how a kernel is started, which a fork is not.
_ABOUT_KERNELS = ("km", "kernel_manager_class", "extra_arguments")


def reason_against(kernel_name: str, options: Mapping[str, Any]) -> tuple[str | None, dict[str, str]]:
    """Why papermill's own engine must run a notebook, or None; and the environment that the kernel's definition adds.

    Parameters
    ----------
    kernel_name : str
        Of the kernel that is asked for.
    options : dict
        What papermill was given for the engine.
    """
    reason = system_is_against()
    if reason is not None:
        return reason, {}
    given = [name for name in _ABOUT_KERNELS if options.get(name)]
    if given:
        return f"{given[0]} says how to start a kernel", {}
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return f"there is no kernel {kernel_name!r}", {}
    reason = _kernel(spec)
    return reason, {} if reason else dict(spec.env or {})


def system_is_against() -> str | None:
    """Why nothing is forked on this system, or None."""
    chosen = os.environ.get(SETTING)
    if chosen == "0":
        return f"{SETTING} is 0"
    if not hasattr(os, "fork"):
        return "this system can't fork"
    # Apple's frameworks may be in use by a thread at the moment of the fork, and abort the child when it calls them.
    if sys.platform != "linux" and chosen != "1":
        return f"forking is tried on Linux only; set {SETTING}=1 to fork here too"
    return None


def _kernel(spec: Any) -> str | None:
    if str(spec.language).lower() != "python":
        return f"the kernel's language is {spec.language}"
    program, *arguments = spec.argv or [""]
    if not _is_ours(program):
        return f"the kernel runs in another Python, {program}"
    # "-f {connection_file}" and frozen modules are what ipykernel writes into every definition.
    plain = [each for each in arguments if each not in ("-f", "{connection_file}", "-Xfrozen_modules=off")]
    if plain not in (["-m", "ipykernel_launcher"], ["-m", "ipykernel"]):
        return f"the kernel is started in its own way: {' '.join(arguments)}"
    provisioner = (spec.metadata or {}).get("kernel_provisioner", {}).get("provisioner_name", "local-provisioner")
    if provisioner != "local-provisioner":
        return f"the kernel is started by {provisioner}"
    return None


def _is_ours(program: str) -> bool:
    """Whether a kernel's program is the Python that runs here.

    Links are not followed: the Pythons of two virtual environments are links to the same file.
    """
    major, minor = sys.version_info[:2]
    if program in ("python", f"python{major}", f"python{major}.{minor}"):
        return True  # jupyter_client puts the Python that runs in their place
    own = Path(sys.executable)
    given = Path(os.path.abspath(program))
    names = {own.name, "python", f"python{major}", f"python{major}.{minor}"}
    return given == own or (given.parent == own.parent and given.name in names)
