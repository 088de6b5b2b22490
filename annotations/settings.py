"""What `postil.toml` says: annotator, labels, links and keys, or the defaults."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from annotations.article import META_FIELDS
from annotations.disk.opening import Opening
from annotations.disk.refusals import unreadable
from annotations.disk.two_sides import is_marked
from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME, ROLES, Scheme
from annotations.scheme_reading import Entries, SchemeReader
from annotations.suggesting import Suggesting, suggesting_of

if TYPE_CHECKING:
    from annotations.team.team import Team

_SETTINGS = (
    "annotator", "speed_log", "theme", "cursor", "labels", "links", "article", "keys", "columns",
    "suggest", "team", "store",
)  # fmt: skip
COLUMNS = ("text", "id", "title", *META_FIELDS)
"""What `[columns]` can say the column of."""
CURSORS = ("fields", "always", "never")
"""Where the terminal's own cursor may be shown."""

TEMPLATE = """\
# postil.toml: the settings of a postil project. Everything is optional; most lines that begin
# with # show the default.

# Who is tagging; by default your login name.
# annotator = "ana"

# Where articles and tags are, if several machines share them: a PostgreSQL database. Its password
# does not belong here. See docs/settings.md.
# store = "postgresql://db.example/corpus"

# Whether to log keys and seconds per tag in .postil/cache, for `postil stats --speed`.
# speed_log = true

# One of Textual's themes; the command palette can change it.
# theme = "textual-dark"

# Where the terminal's own cursor is shown: "fields" (where words are typed), "always", "never". It
# stands where you are in any case, for magnifiers, screen readers, braille and input methods.
# cursor = "fields"

# The labels, in the order of the bottom line. `key` is a letter, or a list of letters for
# several keyboard layouts: key = ["a", "\u0444"]. `role` says what the label is for, whatever its
# name: actor, date, proposal, quote or reported; suggestions and checks use it. A label with one of
# these names has that role by default; role = "none" removes it. An attribute is "text", "date",
# "number", "flag" or "entity", or a list of choices: certainty = ["day", "month"]. What a label
# means can be said at length in guidelines/<label>.md, which ctrl+k shows.

[[labels]]
name = "actor"
key = "a"
role = "actor"
colour = "#3fb950"
description = "a named person, organisation, state body or government that takes part"
attributes = { entity = "entity" }

[[labels]]
name = "date"
key = "d"
role = "date"
colour = "#b083f0"
description = "an expression that names a calendar day, month, season or part of a day"
attributes = { value = "date" }

[[labels]]
name = "proposal"
key = "p"
role = "proposal"
colour = "#4c8dff"
description = "what somebody proposes, urges, demands, offers or agrees to do"

[[labels]]
name = "quote"
key = "q"
role = "quote"
colour = "#e0a030"
description = "somebody's words, with their quotation marks"

# Which labels may be linked: `from` and `to` are a label, or a list of labels. `s` links a tag;
# a type of link can also have its own key: key = "O".

[[links]]
type = "speaker"
from = "quote"
to = "actor"

# Article codes: attributes of a whole article, with the same types as above.
# [article.attributes]
# frame = ["conflict", "economy"]
# tone = "text"

# The names of columns in your corpora, where postil would not guess them. Options such as
# `postil add --text-field` write them here. An empty list means that there is no such column.
# [columns]
# text = ["Volltext"]
# group = []

# Which suggesters are on; `on = []` turns all of them off. spacy needs the extra of that name and
# a pipeline; learn needs its extra and fifty proposals that you tagged. If several labels have the
# same role, the first one is suggested. A source is turned off if you accept few of its
# suggestions, unless you list it here: always = ["rule:name"].
# [suggest]
# on = ["date", "quote", "name", "proposal", "reported", "tagged"]
# pipeline = "en_core_web_sm"     # or a folder, relative to this file: "./my-pipeline"
# always = []
# least_score = 0.5                # leave out what is less sure; or by source: { "model:x" = 0.7 }
# command = ["my-model", "--flag"]  # any program that answers lines of JSON
# without = 0.1                    # the share of groups that are read without suggestions
# withhold = 0.1                   # the share of single suggestions withheld, to tell what they do

# If several people annotate: who, and how much of it `readers` of them read each. Everybody has a
# layer of their own; blind = false lets each see what the others did. See docs/settings.md.
# [team]
# annotators = ["ana", "ben"]
# blind = true
# overlap = 1.0                    # the share of groups that several people read
# readers = 2
# repeat = 0.0                     # the share that somebody reads once more
# repeat_after = 4                 # so many weeks after it was done
# pilot = []                       # the groups by which guidelines are tried: all read them
# seed = 1
# adjudicators = []                # who settles the differences

# Your own keys for commands; press ? in postil to see all commands. `layout` is for keyboards
# with letters that are not Latin: each key is then read by its place. See docs/terminals.md.
# [keys]
# undo = ["u", "ctrl+y"]
# layout = "ru"
"""


class Settings(Struct, frozen=True):
    """The settings of a project."""

    annotator: str | None = None
    scheme: Scheme = DEFAULT_SCHEME
    keys: Mapping[str, tuple[str, ...]] = {}
    layouts: tuple[str, ...] = ()
    speed_log: bool = True
    theme: str = ""
    cursor: str = CURSORS[0]
    columns: Mapping[str, tuple[str, ...]] = {}
    suggest: Suggesting = Suggesting()
    team: "Team | None" = None
    store: str | None = None


def read_settings(file: Path) -> Settings:
    """The settings in `file`, or the defaults where there is none. Raises `UsageError`."""
    try:
        data = Opening().within(file.parent).read_file(file)
        if data is None:
            return Settings()
        source = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(*unreadable(error, file)) from None
    except UnicodeDecodeError as error:
        what = f"{file} is not in UTF-8: the problem is at byte {error.start}."
        raise UsageError(what, "Save it as UTF-8.") from None
    import tomllib  # late: many projects have no settings

    try:
        found = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        if is_marked(data):
            what = f"{file} has conflict marks from git: both sides of a merge changed it."
            raise UsageError(
                what, "Keep what you want from each side, and delete the marks."
            ) from None
        raise UsageError(f"{file} is not valid TOML: {error}.", "Correct that line.") from None
    except RecursionError:
        raise UsageError(f"{file} is nested too deeply.", "Use fewer levels.") from None
    return _settings(found, Entries(file))


def _settings(found: Mapping[str, Any], entries: Entries) -> Settings:
    entries.known(found, _SETTINGS, "setting")
    annotator = found.get("annotator")
    if annotator is not None and not (isinstance(annotator, str) and annotator.strip()):
        raise entries.wrong("annotator", "a name")
    speed_log = found.get("speed_log", True)
    if not isinstance(speed_log, bool):
        raise entries.wrong("speed_log", "true or false")
    theme = found.get("theme", "")
    if not isinstance(theme, str):
        raise entries.wrong("theme", "a theme's name")
    cursor = found.get("cursor", CURSORS[0])
    if cursor not in CURSORS:
        raise entries.wrong("cursor", f"one of {', '.join(CURSORS)}")
    suggest = suggesting_of(entries.table("suggest", found.get("suggest", {})), entries)
    stand_ins = {own: role for role in reversed(ROLES) if (own := suggest.labels.get(role))}
    scheme = SchemeReader(entries, stand_ins).scheme(found)
    entries.known(suggest.labels.values(), [label.name for label in scheme.labels], "label")
    keys = entries.table("keys", found.get("keys", {}))
    changed = {name: entries.words(f"keys.{name}", value) for name, value in keys.items()}
    layouts = changed.pop("layout", ())
    columns = entries.table("columns", found.get("columns", {}))
    entries.known(columns, COLUMNS, "field of an article")
    called = {name: entries.words(f"columns.{name}", value) for name, value in columns.items()}
    team = _team(found["team"], entries) if "team" in found else None
    store = found.get("store")
    if store is not None and not (isinstance(store, str) and store.strip()):
        raise entries.wrong("store", "a database's URL")
    return Settings(
        annotator, scheme, changed, layouts, speed_log, theme, cursor, called, suggest, team, store
    )


def _team(found: object, entries: Entries) -> "Team":
    from annotations.team_reading import team_of  # who annotates alone loads nothing of teams

    return team_of(entries.table("team", found), entries)
