"""Who comes in: by the link that was printed, or as a proxy says, and only from our own page."""

from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from msgspec import Struct

from annotations.errors import PostilError, UsageError

LOOPBACK = "127.0.0.1"
LONGEST_NAME = 100

_OWN_NAMES = (LOOPBACK, "localhost", "::1")


class Admission(Struct, frozen=True):
    """Who comes in by the link with `token` is `annotator`.

    Where a proxy says who people are, `proxy_user` is the header in which it does, and there is no
    link. `public` is the origin by which people reach the proxy, such as https://tags.example.org.
    """

    annotator: str
    token: str
    proxy_user: str = ""
    public: str = ""

    def check(self, request: web.Request) -> None:
        """Raise `PostilError` for what a page of another origin has a browser ask for.

        It may do so with the cookie, or as whom the proxy knows: so the name by which we are
        reached has to be ours, and the page that asks.
        """
        host = request.headers.get("Host", "").lower()
        public = [urlsplit(self.public).netloc] if self.public else []
        if _name(host) not in _OWN_NAMES and host not in public:
            what = "This is not a name under which postil serve is to be reached."
            raise PostilError(what, "With a proxy, give its address with --public-url.")
        origin, own = request.headers.get("Origin", ""), [f"http://{host}", self.public]
        if (origin or "Upgrade" in request.headers) and (not origin or origin not in own):
            raise PostilError("Only its own page may connect to postil serve.")

    def visitor(self, request: web.Request) -> str:
        """The name of the annotator that a request is from. Raises `PostilError` if it has none."""
        if self.proxy_user:
            return self._named(request)
        if same(request.cookies.get(cookie(request), ""), self.token):
            return self.annotator
        what = "Only those with the link that postil serve printed come in here."
        raise PostilError(what, "Open that link; each start of postil serve prints a new one.")

    def brings(self, token: str) -> bool:
        """Whether somebody comes by the link."""
        return not self.proxy_user and same(token, self.token)

    def _named(self, request: web.Request) -> str:
        """Who the proxy says it is."""
        told = [name.strip() for name in request.headers.getall(self.proxy_user, [])]
        if not _is_loopback(request.remote):
            raise PostilError("Only a proxy on the same machine may say who somebody is.")
        if len(told) != 1 or not told[0]:
            raise PostilError(f"The proxy did not say who you are in {self.proxy_user}.")
        if not told[0].isprintable() or len(told[0]) > LONGEST_NAME:
            raise PostilError("The name by which the proxy knows you is no annotator's name.")
        return told[0]


def cookie(request: web.Request) -> str:
    """The name of the cookie; browsers do not keep those of one host apart by port."""
    name = request.transport and request.transport.get_extra_info("sockname")
    return f"postil-{name[1] if name else 0}"


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return compare_digest(one.encode("utf-8", "replace"), other.encode())


def origin_of(url: str) -> str:
    """The origin of an address as browsers have it. Raises `UsageError` for what is none."""
    usual = {"http": ":80", "https": ":443"}
    try:
        parts = urlsplit(url.strip().lower())
        is_known = parts.scheme in usual and parts.hostname and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        is_known = None
    if not is_known:
        hint = "Give one such as https://tags.example.org."
        raise UsageError(f"{url} is not the address of a page.", hint)
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual[parts.scheme]).rstrip(':')}"


def _name(host: str) -> str | None:
    """The name in what a request calls us, without the port."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_loopback(peer: str | None) -> bool:
    try:
        return ip_address(peer or "").is_loopback
    except ValueError:
        return False
