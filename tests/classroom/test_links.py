"""Links that open an edition elsewhere."""

import urllib.parse

import pytest

from course.classroom import links
from course.model import CourseError


def query(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))


@pytest.mark.parametrize(
    ("repository", "spec"),
    [
        ("https://github.com/owner/autumn", "gh/owner/autumn"),
        ("https://github.com/owner/autumn.git", "gh/owner/autumn"),
        ("https://github.com/owner/autumn/", "gh/owner/autumn"),
        ("https://gitlab.com/group/sub/autumn", "gl/group%2Fsub%2Fautumn"),
        ("https://git.example.edu/x/autumn", "git/https%3A%2F%2Fgit.example.edu%2Fx%2Fautumn"),
    ],
)
def test_binder(repository, spec):
    url = links.links(repository, "main")[0].url
    assert url.startswith(f"https://mybinder.org/v2/{spec}/main?")
    assert query(url) == {"urlpath": "lab/tree/notebooks/00-start-here.ipynb"}


def test_nbgitpuller_and_hub():
    _, puller, hub = links.links(
        "https://github.com/o/autumn.git", "spring/1", hub="https://hub.example.edu/"
    )
    assert puller.url.startswith("https://hub.example.edu/hub/user-redirect/git-pull?")
    assert query(puller.url) == {
        "repo": "https://github.com/o/autumn",
        "branch": "spring/1",
        "urlpath": "lab/tree/autumn/notebooks/00-start-here.ipynb",
    }
    assert (
        hub.url == "https://hub.example.edu/hub/user-redirect/lab/tree/autumn/notebooks/00-start-here.ipynb"
    )


def test_a_branch_with_a_slash_stays_one_part():
    assert "/spring%2F1?" in links.links("https://github.com/o/autumn", "spring/1")[0].url


def test_badge():
    assert links.badge("https://github.com/o/a").startswith(
        "[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/o/a/main?"
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "autumn",
        "git@github.com:o/a.git",
        "ftp://x/y",
        "https://github.com",
        "https://user@github.com/o/a",
        "https://github.com/o/a?x=1",
    ],
)
def test_what_is_no_address(address):
    with pytest.raises(CourseError, match="--repository"):
        links.links(address)


def test_a_hub_that_is_no_address():
    with pytest.raises(CourseError, match="--hub"):
        links.links("https://github.com/o/a", hub="hub")
