"""Times of day as patterns: what belongs to a date when it stands beside one."""

from annotations.units.number_words import NUMBERS, either

S = r"(?:[^\S\n]{1,2})"
ENDS = rf"(?=\s*$|\n|[^\w\s'\u2019-](?!\d)|{S}(?:and|but|to|in|at|by|when|was|is|until)\b)"
"""Nothing that would be counted follows."""
PART = r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk)"
_ZONE = (
    r"(?:(?i:[ecmp][sd]?t|gmt|bst|utc|cest?|a[ew][sd]t|[jik]st|msk|[sh]kt|sgt|local time)"
    r"|[Ee]astern(?: [Tt]ime)?)\b"
)
CLOCK = (
    rf"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d){{0,2}}{S}?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)|(?:noon|midnight|dawn)\b)"
    rf"(?:{S}\(?{_ZONE}\)?)?"
)
IN_WORDS = (
    rf"{either(NUMBERS[1:13])}"
    r"(?:[ -](?:fifteen|(?:twenty|thirty|forty|fifty)(?:-\w+)?|o['\u2019]clock))"
)
_HOUR = rf"(?:(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?|{IN_WORDS}|{either(NUMBERS[1:13])})"
_IN_A_PART = rf"{S}(?:(?:in{S}the|early|late){S})?(?:morning|afternoon|evening)\b"
AT = (
    rf"(?:,?{S}(?:(?:at|around|about|by|@){S})?{CLOCK}(?:{_IN_A_PART})?"
    rf"|,?{S}(?:at|around|about){S}{_HOUR}(?:{_IN_A_PART}|{S}at{S}night\b|{ENDS}))"
)
"""The time of day behind a day: at 5 p.m. EST, at 8 in the morning, around seven thirty."""
