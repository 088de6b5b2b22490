"""Keyboards and terminals: which keys each of them cannot type, or keeps for itself."""

from tui.layouts import LAYOUTS, Layouts

# Signs that are neither plain nor on shift, nor on the key that only some keyboards have, from
# xkeyboard-config.
LATIN: dict[str, str] = {
    "us": "", "gb": "\\|", "de": "`[]\\~@^{}|<>", "fr": "`[]\\~@#^{}|<>", "es": "`[]\\~@#^{}|<>",
    "it": "`[]~@#{}<>", "pt": "`[]~@^{}<>", "br": "`\\~^|", "se": "`[]\\~@$^{}|<>",
    "no": "`[]~@$^{}<>", "dk": "`[]\\~@$^{}|<>", "ch": "`[]\\~@#^{}|<>",
    "cz": "`[]\\~@#$^&*{}|<>", "pl": "", "tr": "`[]\\~@#${}|<>", "hu": "`[]\\;~@#$^&*{}|<>",
    "be": "`[]\\~@#^{}|<>",
}  # fmt: skip

_MAC = "ctrl+left ctrl+right ctrl+up ctrl+down"
_CODE = "ctrl+p ctrl+f ctrl+e ctrl+j ctrl+k ctrl+v ctrl+up ctrl+down f1"
TERMINALS: dict[str, frozenset[str]] = {
    name: frozenset(keys.split())
    for name, keys in {
        "VS Code, Windows": f"{_CODE} ctrl+q",
        "VS Code, Linux": _CODE,
        "VS Code, macOS": f"ctrl+q f1 {_MAC}",
        "a browser": "ctrl+n ctrl+q ctrl+t ctrl+w",
        "JupyterLab": "ctrl+p ctrl+s ctrl+n ctrl+t ctrl+w",
        "Terminal.app": f"pageup pagedown home end {_MAC}",
        "macOS": _MAC,
        "Konsole": "shift+left shift+right",
        "GNOME Terminal": "f10 f11",
        "tmux": "ctrl+b",
        "screen": "ctrl+a",
        "mosh": "ctrl+^",
    }.items()
}
"""The keys that do not come through."""


def typed_on(layout: str, key: str) -> str | None:
    """What is typed on a layout for a key of ours, by its name; `None` where it cannot be."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    if len(last) > 1:
        return key
    if layout in LATIN:
        return key if last not in LATIN[layout] else None
    rows = "".join(LAYOUTS[layout])
    if last in rows:
        return key
    layouts = Layouts([layout])
    found = next((c for c in rows if not c.isascii() and layouts.place(c, c) == last), None)
    return "+".join([*held, found]) if found else None
