"""Where a database is: what a URL may hold, what it is called, and what is never repeated."""

import traceback

import pytest

from annotations.errors import Away, UsageError

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.address import called, parameters  # noqa: E402
from annotations.store.postgres.connection import Server  # noqa: E402
from annotations.store.postgres.failures import unreachable  # noqa: E402

USER, SECRET = "annabel", "sesame"


@pytest.mark.parametrize(
    ("url", "surroundings", "user"),
    [
        ("postgresql://db.example/corpus", {}, "ana"),
        ("postgresql://ben@db.example/corpus", {}, "ben"),
        ("postgresql://?service=corpus", {}, None),
        ("postgresql://db.example/corpus", {"PGUSER": "ben"}, None),
        ("postgresql://db.example/corpus", {"PGSERVICE": "corpus"}, None),
    ],
)
def test_one_logs_in_as_a_role_unless_another_is_said(
    url: str, surroundings: dict[str, str], user: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PGUSER", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert parameters(url, "ana").get("user") == user
    assert parameters("postgresql://db.example/corpus").get("user") is None


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://annabel:sesame@db.example/corpus",
        "postgresql://annabel:ses:ame@[::1/corpus",
        "postgresql://annabel:sesame%zz@db.example/corpus",
        "postgresql://db.example/corpus?user=annabel&password=sesame",
        "postgresql://annabel@db.example/corpus?sslpassword=sesame",
        "postgresql://annabel:sesame@db.example/corpus?sesame=1",
        "postgresql://annabel:sesame@db.example/corp\0us",
        "postgresql://annabel:sesame@db.example/corp\ud800us",
        "postgres://annabel:sesame@one.example,two.example/corpus",
        "host=db.example user=annabel password=sesame",
        "mysql://annabel:sesame@db.example/corpus",
        "annabel:sesame",
    ],
)
def test_a_url_with_a_password_or_none_at_all_is_refused_and_never_repeated(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        parameters(url)
    said = "".join(traceback.format_exception(refused.value, chain=True))
    shown = f"{refused.value} {refused.value.message} {refused.value.hint}"
    for secret in (USER, SECRET, "ses:ame"):
        assert secret not in shown
        assert secret not in said.rpartition("Error:")[2]
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None  # nothing that logs it to the end finds the URL


def test_how_one_logs_in_is_not_for_shared_settings_to_say() -> None:
    with pytest.raises(UsageError, match="set the variable PGREQUIREAUTH"):
        parameters("postgresql://db.example/corpus?require_auth=password")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://annabel@db.example:5433/corpus", "corpus on db.example"),
        ("postgresql://db.example/corpus?sslmode=verify-full", "corpus on db.example"),
        (
            "postgresql://annabel@one.example,two.example/corpus",
            "corpus on one.example,two.example",
        ),
        ("postgresql:///corpus?host=/run/postgresql", "corpus on this machine"),
        ("postgresql://%2Frun%2Fpostgresql/corpus", "corpus on this machine"),
        ("postgresql:///corpus", "corpus on this machine"),
        ("postgresql://?service=newsroom", "the service newsroom"),
        ("postgresql://[::1]/corpus", "corpus on ::1"),
        ("postgresql://", "this machine"),
    ],
)
def test_a_database_is_called_by_where_it_is_and_never_by_who_asks(
    url: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE"):
        monkeypatch.delenv(variable, raising=False)
    assert called(parameters(url)) == name


def test_what_the_url_leaves_out_is_called_as_the_surroundings_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    monkeypatch.setenv("PGDATABASE", "corpus")
    assert called(parameters("postgresql://")) == "corpus on db.example"
    assert called(parameters("postgresql:///other")) == "other on db.example"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://annabel@127.0.0.1:1/corpus", "Corpus on 127.0.0.1 cannot be reached."),
        ("postgresql://annabel@/corpus?host=/nowhere", "corpus on this machine cannot be"),
        ("postgresql://annabel@/corpus?service=annabel", "There is no such service:"),
        ("postgresql://annabel@127.0.0.1:70000/corpus", "corpus on 127.0.0.1 cannot be reached"),
        ("postgresql://annabel@127.0.0.1/corpus?sslmode=annabel", "cannot be reached: "),
    ],
)
def test_who_asked_is_not_in_what_is_said_of_a_server_that_is_not_reached(
    url: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)
    monkeypatch.setenv("PGSERVICEFILE", "/nowhere/pg_service.conf")
    with pytest.raises(Away) as away:
        Server(url).connected()
    said = "".join(traceback.format_exception(away.value))
    assert words.lower() in str(away.value).lower()
    assert SECRET not in said
    if "service=" not in url:
        assert USER not in str(away.value)


AT = 'connection to server at "db.example" (10.0.0.1), port 5432 failed: '


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (AT + "Connection refused", "cannot be reached. Nothing is lost"),
        (AT + "No route to host", "cannot be reached: "),
        (AT + 'FATAL:  password authentication failed for user "annabel"', "accept the password."),
        (AT + 'FATAL:  role "annabel" does not exist', "does not know you."),
        (AT + 'FATAL:  database "corpus" does not exist', "There is no such database: corpus on"),
        (AT + "FATAL:  the database system is starting up", "is just starting or stopping."),
        (AT + "FATAL:  sorry, too many clients already", "has too many connections."),
        (AT + 'FATAL:  no pg_hba.conf entry for host "10.0.0.2", user "annabel"', "let you in"),
        ('could not translate host name "db.example" to address', "there is no such host"),
        ("connection timeout expired", "does not answer."),
        (AT + "FATAL:  Rolle »annabel« darf sich nicht anmelden", "FATAL:  Rolle ... darf sich"),
        (AT + "FATAL:  la connexion de « annabel » est refusée", "FATAL:  la connexion de ... est"),
        ("", "cannot be reached: no reason given."),
    ],
)  # fmt: skip
def test_why_a_server_is_not_reached_is_said_in_our_words(said: str, words: str) -> None:
    told = unreachable(psycopg.OperationalError(said), "corpus on db.example")
    assert isinstance(told, Away)
    assert words in str(told)
    assert USER not in str(told)
