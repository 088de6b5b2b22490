"""Where a database is, as settings name it: a URL that holds no password, and its name for people.

The form of the URL is that of libpq's manual, "Connection URIs". What it does not say comes from
where libpq looks: the environment (PGHOST, PGPASSWORD), a service file, `.pgpass`.
"""

import os
from collections.abc import Mapping

import psycopg
from psycopg.conninfo import conninfo_to_dict

from annotations.errors import UsageError

SCHEMES = ("postgresql://", "postgres://")
_SECRETS = ("password", "sslpassword")
_FORM = 'It is written like this: store = "postgresql://db.example/corpus".'


def parameters(url: str, role: str = "") -> Mapping[str, str]:
    """The parameters of libpq that a URL gives; a `role` to log in as, unless another is said.

    Raises `UsageError` where it is none, or holds a password; nothing of the URL is in its words.
    """
    found: Mapping[str, object] | None = None
    if url.startswith(SCHEMES) and "\0" not in url:
        # What libpq says of a URL that it cannot read repeats it, password and all.
        try:
            found = conninfo_to_dict(url)
        except (psycopg.Error, UnicodeError):
            found = None
    if found is None:
        raise UsageError("The database that the settings name as store has no valid URL.", _FORM)
    if "require_auth" in found:
        raise UsageError(
            "The URL of the store says how one may log in, which is for each person to say.",
            "Take require_auth out, and set the variable PGREQUIREAUTH.",
        )
    if any(found.get(secret) for secret in _SECRETS):
        raise UsageError(
            "The URL of the store has a password in it, and others can read the settings.",
            "Take it out, and put it into PGPASSWORD, ~/.pgpass or a service file.",
        )
    given = {name: str(value) for name, value in found.items()}
    said = any(name in given for name in ("user", "service"))
    if role and not said and not any(map(os.environ.get, ("PGUSER", "PGSERVICE"))):
        given["user"] = role
    return given


def called(parameters: Mapping[str, str]) -> str:
    """What people call a database: where it is and its name, and never who asks for it."""
    given = {**_surroundings(), **parameters}
    if "service" in given and "host" not in parameters:
        return f"the service {given['service']}"
    host = given.get("host") or given.get("hostaddr") or ""
    where = "this machine" if not host or host.startswith(("/", "@")) else host
    return f"{given['dbname']} on {where}" if given.get("dbname") else where


def _surroundings() -> dict[str, str]:
    names = {"host": "PGHOST", "hostaddr": "PGHOSTADDR", "dbname": "PGDATABASE"}
    names["service"] = "PGSERVICE"
    return {name: os.environ[key] for name, key in names.items() if os.environ.get(key)}
