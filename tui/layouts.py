"""Where the keys are that type letters of other scripts: what each would type on a US keyboard.

The places are those of xkeyboard-config, under its names; other systems differ in a few signs.
"""

from collections.abc import Iterable, Mapping
from functools import cache

Layout = tuple[str, str]
"""What 47 keys type, row by row from the top left, and what they type with shift."""

US: Layout = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
)

# A letter that several have is looked up in the first of them, unless the settings say which.
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


def place(character: str, layouts: Iterable[str] = LAYOUTS) -> str:
    """What the key that types a character in one of these layouts types on a US keyboard, or "".

    ASCII characters mean themselves.
    """
    if character.isascii():
        return character
    return next(filter(None, (_places(one).get(character) for one in layouts)), "")


def shifted(character: str) -> str:
    """What shift and the key that types an ASCII character type on a US keyboard, or ""."""
    plain, upper = US
    return upper[plain.index(character)] if len(character) == 1 and character in plain else ""


@cache
def _places(name: str) -> Mapping[str, str]:
    """The places of a layout's characters; of two the one further down, as for Greek sigma."""
    typed, meant = "".join(LAYOUTS[name]), "".join(US)
    return dict(zip(typed, meant, strict=True))
