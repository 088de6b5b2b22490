"""The quotation marks that a browser draws around `<q>`, by language.

Those of the Unicode CLDR (main/*/delimiters): outer opening and closing, inner opening and closing.
"""
# ruff: noqa: RUF001 (these marks are what it is about)

_LANGUAGES = {
    "„“‚‘": "de cs sk sl bg is lt mk",
    "«»‹›": "fr de-ch fr-ch it-ch hy",
    "«»“”": "it es pt-pt el ca eu gl sq",
    "«»„“": "ru uk be",
    "«»‘’": "no nb nn",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "„”‚’": "hr bs",
    "„“’’": "sr",
    "”“’’": "he",
    "””’’": "sv fi",
    "「」『』": "ja zh-tw zh-hk zh-hant",
}
_MARKS = {name: marks for marks, names in _LANGUAGES.items() for name in names.split()}
_ENGLISH = "“”‘’"
_ANY = tuple("“”„‟«»‹›‘’‚\"'「『《〈")


def drawn(language: str, depth: int) -> tuple[str, str]:
    """The marks of a quotation in a language (a BCP 47 tag, or none), `depth` quotations deep."""
    tag = language.lower().replace("_", "-")
    marks = _MARKS.get(tag) or _MARKS.get(tag.partition("-")[0]) or _ENGLISH
    return (marks[0], marks[1]) if depth % 2 == 0 else (marks[2], marks[3])


def marked(words: str) -> bool:
    """Whether words begin with a quotation mark of their own, so that none has to be drawn."""
    return words.lstrip().startswith(_ANY)
