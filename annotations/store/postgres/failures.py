"""What PostgreSQL and its driver say when something fails, as the errors that people read.

The codes are those of PostgreSQL's manual, appendix "PostgreSQL Error Codes". Whatever passes by
itself is `Away`: the connection, a server that starts, is full or busy, a lock that is not had.
"""

import psycopg

from annotations.errors import Away, Refused, StoreError
from annotations.expressions import late

KEPT = "Nothing is lost. Try again when it is back."

_PASSING = {
    "08": "The connection to {name} was lost",
    "25006": "{name} can only be read at the moment",
    "25P": "The connection to {name} was lost",
    "40": "{name} is busy with changes of others",
    "53100": "The disk of {name} is full",
    "53300": "{name} has too many connections",
    "53": "{name} is out of memory or connections",
    "55P03": "{name} is busy with another change of this article",
    "57014": "{name} takes too long to answer",
    "57": "{name} is shut down, or restarted",
    "58": "{name} has trouble with its disk",
    "XX": "{name} has trouble with its data",
}
_REFUSED = {
    "22": ("{name} cannot hold this: {said}.", "Look at what was to be saved."),
    "3D": ("There is no such database: {name}.", "Ask whoever looks after it."),
    "3F": ("{name} has no tables of postil.", "Run postil team sql, and what it prints."),
    "42501": ("You may not do this in {name}: {said}.", "Ask whoever looks after it."),
    "42P01": ("{name} has no tables of postil.", "Run postil team sql, and what it prints."),
}
# What a server says to somebody whom it does not let in has no code that the driver passes on.
_AT_THE_DOOR = (
    (late("authentication method requirement"), (
        "{name} wants to read your password", "If it may, set PGREQUIREAUTH=password.")),
    (late("password authentication failed|no password supplied|SASL|SCRAM"), (
        "{name} does not accept the password", "Put the right one into PGPASSWORD or ~/.pgpass.")),
    (late("role .* does not exist|is not permitted to log in"), (
        "{name} does not know you", "Ask whoever looks after it to run what postil team sql "
        "prints.")),
    (late("database .* does not exist"), (
        "There is no such database: {name}", "Ask whoever looks after it.")),
    (late("pg_hba.conf"), (
        "{name} does not let you in from this machine", "Ask whoever looks after it.")),
    (late("too many|connection slots"), ("{name} has too many connections", KEPT)),
    (late("starting up|shutting down|recovery"), ("{name} is just starting or stopping", KEPT)),
    (late("could not translate host name|Name or service not known|failed to resolve"), (
        "{name} was not found: there is no such host, or no network", KEPT)),
    (late("timeout expired|timed out"), ("{name} does not answer", KEPT)),
    (late("Connection refused|No such file|unreachable|closed|reset"), (
        "{name} cannot be reached", KEPT)),
    (late("service"), (
        "There is no such service: {name}", "Look at ~/.pg_service.conf, or at PGSERVICEFILE.")),
)  # fmt: skip
_OF_ANOTHER = (
    "{name} lets nobody write in another's layer, and only adjudicators in the result.",
    "Log in as the annotator who you say you are.",
)
_QUOTED = late("""(?<![^\\s(])["'«»„“‘‹][^"'«»“”’‹›\n]*["'«»“”’›]""")  # noqa: RUF001


class Silent(psycopg.OperationalError):
    """The server gave no sign of life for too long; the connection is of no more use."""


def unreachable(error: psycopg.Error, name: str) -> StoreError:
    """Why there is no connection, in words that say nothing of who asked for it."""
    connection = error.pgconn
    said = "no password supplied" if connection and connection.needs_password else str(error)
    for expression, (what, hint) in _AT_THE_DOOR:
        if expression.search(said):
            return Away(f"{what.format(name=_first(name, what))}.", hint)
    # The last line tells of the last host that was tried; what it quotes is names of people.
    last = _QUOTED.sub("...", said.strip().splitlines()[-1] if said.strip() else "no reason given")
    return Away(f"{_upper(name)} cannot be reached: {last.rstrip('.')}.", KEPT)


def told(error: psycopg.Error | UnicodeEncodeError, name: str) -> StoreError:
    """What a statement failed for."""
    if isinstance(error, UnicodeEncodeError):
        return Refused("This holds half a character, which no database can keep.", "Take it out.")
    code = error.sqlstate
    if code is None:
        if isinstance(error, psycopg.DataError):
            return Refused("This holds a character that no database can keep.", "Take it out.")
        if not isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
            return Refused(
                f"{_upper(name)} was asked for what it cannot do: {error}.", "Try again."
            )
        what = "{name} does not answer" if isinstance(error, Silent) else _PASSING["08"]
        return Away(f"{what.format(name=_first(name, what))}.", KEPT)
    for length in (5, 3, 2):
        if what := _PASSING.get(code[:length], ""):
            return Away(f"{what.format(name=_first(name, what))}.", KEPT)
        if refused := _REFUSED.get(code[:length]):
            what, hint = _OF_ANOTHER if "row-level security" in str(error) else refused
            return Refused(what.format(name=_first(name, what), said=_said(error)), hint)
    return Refused(f"{_upper(name)} refuses this: {_said(error)}.", "Try again.")


def is_undone(error: psycopg.Error) -> bool:
    """Whether a failed COMMIT certainly saved nothing: the server said so, and goes on."""
    return error.sqlstate is not None and error.diag.severity_nonlocalized == "ERROR"


def _said(error: psycopg.Error) -> str:
    """The server's sentence; its detail has values of rows, which may be another's."""
    return _QUOTED.sub("...", error.diag.message_primary or "no reason given").rstrip(".")


def _first(name: str, what: str) -> str:
    return _upper(name) if what.startswith("{name}") else name


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:] if name.startswith("the ") else name
