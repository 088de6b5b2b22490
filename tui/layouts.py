"""Where the keys are that type letters of other scripts: what each would type on a US keyboard.

The places are those of xkeyboard-config, under its names; other systems differ in a few signs.
"""

import difflib
from collections.abc import Mapping, Sequence
from functools import cache

from annotations.errors import UsageError

Layout = tuple[str, str]
"""What 47 keys type, row by row from the top left, and what they type with shift."""

US: Layout = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
)

# Where nothing is set, the first of them that has a letter is the guess.
LAYOUTS: Mapping[str, Layout] = {
    "ru": (
        "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.",
        'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
    ),
    "ua": (
        "'1234567890-=йцукенгшщзхїґфівапролджєячсмитьбю.",
        'ʼ!"№;%:?*()_+ЙЦУКЕНГШЩЗХЇҐФІВАПРОЛДЖЄЯЧСМИТЬБЮ,',
    ),
    "by": (
        "ё1234567890-=йцукенгшўзх'\\фывапролджэячсмітьбю.",
        "Ё!\"№;%:?*()_+ЙЦУКЕНГШЎЗХ'/ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,",
    ),
    "bg": (
        "(1234567890-.,уеишщксдзц;„ьяаожгтнвмчюйъэфхпрлб",
        ')!?+"%=:/–№$€ыУЕИШЩКСДЗЦ§“ѝЯАОЖГТНВМЧЮЙЪЭФХПРЛБ',
    ),
    "rs": (
        "`1234567890'+љњертзуиопшђжасдфгхјклчћжџцвбнм,.-",
        '~!"#$%&/()=?*ЉЊЕРТЗУИОПШЂЖАСДФГХЈКЛЧЋЖЏЦВБНМ;:_',
    ),
    "mk": (
        " 1234567890-=љњертѕуиопшѓжасдфгхјклчќзџцвбнм,./",
        "~!„“$%^&*()_+ЉЊЕРТЅУИОПШЃЖАСДФГХЈКЛЧЌЗЏЦВБНМ;:?",
    ),
    "kz": (
        '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№',
        ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?",
    ),
    "kg": (
        "ё1234567890өңйцукенгшщзхъүфывапролджэячсмитьбю.",
        'Ё!"№;%:?*()ӨҢЙЦУКЕНГШЩЗХЪҮФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
    ),
    "mn": (
        "=1234567890ещфцужэнгшүзкъ!йыбөахролдпячёсмитьвю",
        '+№-"₮:._,%?ЕЩФЦУЖЭНГШҮЗКЪ|ЙЫБӨАХРОЛДПЯЧЁСМИТЬВЮ',
    ),
    "ru-phonetic": (
        "ю1234567890-чявертыуиопшщэасдфгхйкл;'зьцжбнм,./",
        'Ю!@ёЁъЪ&*()_ЧЯВЕРТЫУИОПШЩЭАСДФГХЙКЛ:"ЗЬЦЖБНМ<>?',
    ),
    "bg-phonetic": (
        "ч1234567890-=явертъуиопшщюасдфгхйкл;'зьцжбнм,./",
        'Ч!@№$%€§*()–+ЯВЕРТЪУИОПШЩЮАСДФГХЙКЛ:"ЗѝЦЖБНМ„“?',
    ),
    "gr": (
        "`1234567890-=;ςερτυθιοπ[]\\ασδφγηξκλ 'ζχψωβνμ,./",
        '~!@#$%^&*()_+:ΣΕΡΤΥΘΙΟΠ{}|ΑΣΔΦΓΗΞΚΛ "ΖΧΨΩΒΝΜ<>?',
    ),
    "il": (
        ";1234567890-=/'קראטוןםפ][\\שדגכעיחלךף,זסבהנמצתץ.",
        '~!@#$%^&*)(_+QWERTYUIOP}{|ASDFGHJKL:"ZXCVBNM><?',
    ),
    "ara": (
        "ذ1234567890-=ضصثقفغعهخحجد\\شسيبلاتنمكطئءؤرﻻىةوزظ",
        "ّ!@#$%^&*)(_+ًٌَُﻹإ`÷×؛<>…ٍِ][ﻷأـ،/:\"~ْ}{ﻵآ',.؟",
    ),
    "ir": (
        " ۱۲۳۴۵۶۷۸۹۰-=ضصثقفغعهخحجچ\\شسیبلاتنمکگظطزرذدپو./",
        "÷!٬٫﷼٪×،*)(ـ+ًٌٍَُِّْ][}{|ؤئيإأآة»«:؛كٓژٰ ٔء><؟",
    ),
    "th": (
        "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ",
        '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ',
    ),
    "ge": (
        "„1234567890-=ქწერტყუიოპ[]\\ასდფგჰჯკლ;'ზხცვბნმ,./",
        '“!@#$%^&*()_+QჭEღთYUIOP{}|AშDFGHჟKL:"ძXჩVBNM<>?',
    ),
    "am": (
        "՝ֆձ֊,։՞․՛)օէղճփբսմուկըթծց»ջվգեանիտհպրժդչյզլքխշռ",
        "՜ՖՁ—$…%և՚(ՕԷՂՃՓԲՍՄՈՒԿԸԹԾՑ«ՋՎԳԵԱՆԻՏՀՊՐԺԴՉՅԶԼՔԽՇՌ",
    ),
    "in": (
        "ॊ१२३४५६७८९०-ृौैाीूबहगदजड़ॉोे्िुपरकतचटॆंमनवलस,.य",
        "ऒऍॅ#$%^&*()ःऋऔऐआईऊभङघधझढञऑओएअइउफऱखथछठऎँणऩऴळशष।य़",
    ),
}


class Layouts:
    """Where one person's keys are: by the layouts that they set, else by a guess from the script.

    Raises `UsageError` for a layout that is not known.
    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        for name in names:
            if name not in LAYOUTS:
                near = difflib.get_close_matches(name, LAYOUTS, 1)
                hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(LAYOUTS)}."
                raise UsageError(f"There is no keyboard layout {name!r}.", hint)
        self._names, self._guessed, self._told = names or tuple(LAYOUTS), "", bool(names)

    def place(self, key: str, typed: str | None) -> str:
        """What a key types on a US keyboard, with ctrl and the like; "" if it types ASCII here.

        `key` is its name, which says the place where the terminal knows it; `typed` its character.
        """
        held, sign, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
        character = typed or last
        if len(character) != 1 or character.isascii():
            return ""
        if typed and len(key) == 1 and key.isascii():
            return key
        for name in self._names:
            if found := _places(name).get(character):
                self._guessed = self._guessed or name
                return f"{held}{sign}{found}"
        return ""

    def guess(self) -> str:
        """What to tell of a layout that was guessed: once, and "" afterwards."""
        if self._told or not self._guessed:
            return ""
        self._told = True
        return (
            f"Keys are read as on the keyboard layout {self._guessed}. If yours is another one, "
            f'put layout = "{self._guessed}" under [keys] in postil.toml, with its name.'
        )


def shifted(character: str) -> str:
    """What shift and the key that types an ASCII character type on a US keyboard, or ""."""
    plain, upper = US
    return upper[plain.index(character)] if len(character) == 1 and character in plain else ""


@cache
def _places(name: str) -> Mapping[str, str]:
    """The places of a layout's characters; of two the one further down, as for Greek sigma."""
    typed, meant = "".join(LAYOUTS[name]), "".join(US)
    return dict(zip(typed, meant, strict=True))
