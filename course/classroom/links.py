"""Links that open a class edition on Binder or on a JupyterHub, from the address of its repository."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from course.model import CourseError

START: Final = "notebooks/00-start-here.ipynb"
BINDER: Final = "https://mybinder.org"
HUB: Final = "https://YOUR-HUB"
"""Stands where the address of a hub is not given."""

_SHORT: Final = {"github.com": "gh", "gitlab.com": "gl", "gist.github.com": "gist"}
"""Hosts for which Binder has a short form."""


@dataclass(frozen=True, slots=True)
class Link:
    """One way in.

    Parameters
    ----------
    name : str
        What it opens on.
    url : str
        The address.
    note : str
        What an instructor should know.
    """

    name: str
    url: str
    note: str


def links(repository: str, branch: str = "main", hub: str = HUB, binder: str = BINDER) -> list[Link]:
    """Write the links for one repository.

    Parameters
    ----------
    repository : str
        Its web address, ``https://github.com/OWNER/NAME``.
    branch : str
        Branch or tag.
    hub : str
        Address of a JupyterHub; it needs the extension nbgitpuller.
    binder : str
        Address of a BinderHub.

    Raises
    ------
    CourseError
        If an address is none.
    """
    address = _address(repository, "--repository", "https://github.com/OWNER/NAME")
    hub, binder = _address(hub, "--hub", "https://hub.example.edu"), _address(binder, "--binder", BINDER)
    folder = address.rpartition("/")[2]
    place = f"lab/tree/{START}"
    pull = {"repo": address, "branch": branch, "urlpath": f"lab/tree/{folder}/{START}"}
    return [
        Link(
            "Binder",
            f"{binder}/v2/{_spec(address)}/{quote(branch, safe='')}?{urlencode({'urlpath': place})}",
            "nothing to install; forgets everything after about ten idle minutes, so students download their work",
        ),
        Link(
            "nbgitpuller",
            f"{hub}/hub/user-redirect/git-pull?{urlencode(pull)}",
            "copies the edition into each student's folder on a hub, and brings your later changes without touching theirs",
        ),
        Link(
            "JupyterHub",
            f"{hub}/hub/user-redirect/lab/tree/{quote(folder)}/{START}",
            "opens the copy that a student has on the hub already",
        ),
    ]


def badge(repository: str, branch: str = "main", binder: str = BINDER) -> str:
    """Write the Binder badge for a README, as Markdown."""
    first = links(repository, branch, binder=binder)[0]
    return f"[![Binder]({binder}/badge_logo.svg)]({first.url})"


def _address(text: str, option: str, example: str) -> str:
    parts = urlsplit(text.strip())
    if (
        parts.scheme not in {"http", "https"}
        or not parts.netloc
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise CourseError(f"{option} {text}: write a web address, such as {example}.")
    path = re.sub(r"\.git$", "", parts.path.rstrip("/"))
    if option == "--repository" and path.count("/") < 1:
        raise CourseError(f"{option} {text}: the name of the repository is missing, as in {example}.")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _spec(address: str) -> str:
    """How Binder names a repository."""
    parts = urlsplit(address)
    short = _SHORT.get(parts.netloc.lower().removeprefix("www."))
    path = parts.path.strip("/")
    if short == "gl":
        return f"gl/{quote(path, safe='')}"
    return f"{short}/{path}" if short else f"git/{quote(address, safe='')}"
