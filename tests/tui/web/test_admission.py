"""Who comes in: by the link or as a proxy says, under our names only, and from our own page."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from annotations.errors import PostilError, UsageError
from tui.web.admission import Admission, cookie, origin_of, same

BY_LINK = Admission("ana", "se-cret")
BY_PROXY = Admission("ana", "se-cret", "X-Postil-User", "https://tags.example.org")
PUBLIC = "https://tags.example.org"


class Transport:
    """A connection from somewhere to port 8000."""

    def __init__(self, peer: str) -> None:
        self.peer = peer

    def get_extra_info(self, name: str, default: object = None) -> object:
        known = {"sockname": ("127.0.0.1", 8000), "peername": (self.peer, 50_000)}
        return known.get(name, default)


def asked(headers: dict[str, str], peer: str = "127.0.0.1", token: str = "") -> web.Request:
    sent = {"Host": "127.0.0.1:8000", **headers}
    if token:
        sent["Cookie"] = f"postil-8000={token}"
    return make_mocked_request("GET", "/ws", sent, transport=Transport(peer))


SOCKET = {"Upgrade": "websocket"}


@pytest.mark.parametrize(
    ("admission", "headers", "comes"),
    [
        (BY_LINK, {}, True),
        (BY_LINK, {"Host": "localhost:8000"}, True),
        (BY_LINK, {"Host": "LOCALHOST"}, True),
        (BY_LINK, {"Host": "[::1]:8000"}, True),
        (BY_LINK, {"Host": "localhost:9000", "Origin": "http://localhost:9000"}, True),
        (BY_LINK, {"Host": "localhost:8000", "Origin": "http://localhost:3000"}, False),
        (BY_LINK, {"Host": "rebound.example.org:8000"}, False),
        (BY_LINK, {"Host": "127.0.0.1.example.org"}, False),
        (BY_LINK, {"Host": "tags.example.org"}, False),
        (BY_LINK, {"Host": "[::1"}, False),
        (BY_LINK, {"Host": ""}, False),
        (BY_LINK, {"Origin": "http://127.0.0.1:8000"} | SOCKET, True),
        (BY_LINK, {"Origin": "http://evil.example.org"} | SOCKET, False),
        (BY_LINK, {"Origin": "https://127.0.0.1:8000"} | SOCKET, False),
        (BY_LINK, {"Origin": "null"}, False),
        (BY_LINK, {"Origin": ""}, True),
        (BY_LINK, {"Origin": ""} | SOCKET, False),
        (BY_LINK, SOCKET, False),
        (BY_PROXY, {"Host": "tags.example.org", "Origin": PUBLIC} | SOCKET, True),
        (BY_PROXY, {"Host": "TAGS.example.org"}, True),
        (BY_PROXY, {"Origin": PUBLIC} | SOCKET, True),
        (BY_PROXY, {"Host": "tags.example.org:81"}, False),
        (BY_PROXY, {"Host": "x.tags.example.org"}, False),
        (BY_PROXY, {"Host": "tags.example.org", "Origin": "http://x.example.org"} | SOCKET, False),
    ],
)
def test_only_our_names_and_our_own_page(
    admission: Admission, headers: dict[str, str], comes: bool
) -> None:
    if comes:
        admission.check(asked(headers))
    else:
        with pytest.raises(PostilError):
            admission.check(asked(headers))


@pytest.mark.parametrize("token", ["", "secret", "se-cret-", "se-cre", "SE-CRET", "s\u00e9-cret"])
def test_without_the_token_nobody_comes_in(token: str) -> None:
    with pytest.raises(PostilError, match="Only those with the link"):
        BY_LINK.visitor(asked({}, token=token))
    assert not BY_LINK.brings(token)


def test_with_it_one_is_who_started_the_server() -> None:
    assert BY_LINK.brings("se-cret")
    assert BY_LINK.visitor(asked({}, token="se-cret")) == "ana"
    assert cookie(asked({})) == "postil-8000"


@pytest.mark.parametrize("name", ["ben", "Bo Li", "ben@example.org", "Ana\u00efs", "-x", "../ana"])
def test_the_proxy_says_who_somebody_is(name: str) -> None:
    assert BY_PROXY.visitor(asked({"x-postil-user": name})) == name


@pytest.mark.parametrize("name", ["", "  ", "a\tb", "a\x7f", "x" * 101, "\u202eana"])
def test_some_names_are_no_annotators(name: str) -> None:
    with pytest.raises(PostilError):
        BY_PROXY.visitor(asked({"X-Postil-User": name}))


def test_only_a_proxy_here_is_believed_and_only_if_it_is_to_be() -> None:
    for peer in ("10.0.0.7", "2001:db8::1", ""):
        with pytest.raises(PostilError, match="same machine"):
            BY_PROXY.visitor(asked({"X-Postil-User": "ben"}, peer))
    with pytest.raises(PostilError):
        BY_LINK.visitor(asked({"X-Postil-User": "ben"}))
    # Where a proxy says it, the token lets nobody in.
    assert not BY_PROXY.brings("se-cret")
    with pytest.raises(PostilError, match="did not say who you are in X-Postil-User"):
        BY_PROXY.visitor(asked({}, token="se-cret"))


def test_two_names_are_none() -> None:
    request = make_mocked_request("GET", "/", {"Host": "localhost"}, transport=Transport("::1"))
    headers = request.headers.copy()
    headers.extend([("X-Postil-User", "ana"), ("X-Postil-User", "ben")])
    with pytest.raises(PostilError, match="did not say"):
        BY_PROXY.visitor(request.clone(headers=headers))


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tags.example.org", "https://tags.example.org"),
        ("https://Tags.Example.ORG:443/postil/", "https://tags.example.org"),
        ("http://tags.example.org:80", "http://tags.example.org"),
        ("http://tags.example.org:8080/x", "http://tags.example.org:8080"),
        ("https://tags.example.org:80", "https://tags.example.org:80"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_an_origin_is_what_browsers_say(url: str, origin: str) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    "url",
    ["tags.example.org", "ftp://x.org", "https://", "http://a:b", "http://u@x.org", "http://["],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a page"):
        origin_of(url)


def test_secrets_are_compared_whatever_they_are() -> None:
    assert same("a", "a")
    assert not same("\udcff", "a")
