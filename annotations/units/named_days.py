"""Days that have a name: holidays, and by what rule they fall on a day of a year."""

FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "fourth of july": (7, 4),
    "july fourth": (7, 4),
    "independence day": (7, 4),
    "canada day": (7, 1),
    "australia day": (1, 26),
    "anzac day": (4, 25),
    "bastille day": (7, 14),
    "bonfire night": (11, 5),
    "guy fawkes night": (11, 5),
    "burns night": (1, 25),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "may day": (5, 1),
    "international women's day": (3, 8),
    "international workers' day": (5, 1),
    "women's day": (3, 8),
    "juneteenth": (6, 19),
    "cinco de mayo": (5, 5),
    "veterans' day": (11, 11),
    "armistice day": (11, 11),
    "remembrance day": (11, 11),
    "earth day": (4, 22),
    "groundhog day": (2, 2),
    "april fools' day": (4, 1),
    "inauguration day": (1, 20),
    "tax day": (4, 15),
}
"""Month and day, by the name in small letters."""

FLOATING = {
    "labor day": (9, 0, 1, 0),
    "memorial day": (5, 0, -1, 0),
    "thanksgiving day": (11, 3, 4, 0),
    "thanksgiving": (11, 3, 4, 0),
    "black friday": (11, 3, 4, 1),
    "small business saturday": (11, 3, 4, 2),
    "cyber monday": (11, 3, 4, 4),
    "giving tuesday": (11, 3, 4, 5),
    "election day": (11, 0, 1, 1),
    "columbus day": (10, 0, 2, 0),
    "martin luther king jr. day": (1, 0, 3, 0),
    "martin luther king day": (1, 0, 3, 0),
    "presidents' day": (2, 0, 3, 0),
    "mother's day": (5, 6, 2, 0),
    "father's day": (6, 6, 3, 0),
}
"""Month, weekday (Monday is 0), which one of the month (-1 the last), and days after that."""

FROM_EASTER = {
    "mardi gras": -47,
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "ascension day": 39,
    "whit sunday": 49,
    "whit monday": 50,
    "pentecost": 49,
}
"""Days after Easter Sunday."""

ELSEWHERE = (
    "super tuesday",
    "super bowl sunday",
    "lunar new year",
    "chinese new year",
    "rosh hashanah",
    "yom kippur",
    "passover",
    "hanukkah",
    "eid al-fitr",
    "eid al-adha",
    "diwali",
    "nowruz",
    "orthodox easter",
)
"""Those that no rule of ours gives: by other calendars, and what is decided each time."""

NAMES = sorted([*FIXED, *FLOATING, *FROM_EASTER], key=len, reverse=True)
"""The holidays that have a day of their own, in lower case, the longest names first."""

NAMED = sorted([*NAMES, *ELSEWHERE], key=len, reverse=True)
"""All named days, in lower case, the longest names first."""

CAPITALS_ONLY = frozenset(("thanksgiving", "good friday", "may day", "giving tuesday", "passover"))
"""Those that are other words in small letters."""
