"""What a page and the server say to each other, in JSON as textual-serve's script does."""

import json
import re

from aiohttp import WSMsgType, web

from tui.web.visit import Visit

LARGEST = 1_000, 500
"""The most cells that a page has each way."""

_USUAL = 80, 24
_SAVED = "Everything that was counted is saved."


async def read(page: web.WebSocketResponse, visit: Visit) -> None:
    """Hand on what a page says until it is gone, or nobody takes it.

    What makes no sense is passed over.
    """
    takes = True
    async for message in page:
        match _said(message.data) if message.type is WSMsgType.TEXT else None:
            case ["stdin", str(keys)]:
                takes = visit.type(keys)
            case ["resize", {"width": width, "height": height}]:
                takes = visit.resize(size(width, height))
            case ["ping", asked]:
                await page.send_json(["pong", asked])
        if not takes:
            return


def size(columns: object, rows: object) -> tuple[int, int]:
    """The size of a page in cells, whatever it says that is."""
    width, height = (
        min(max(int(told), 1), most) if re.fullmatch("[0-9]{1,9}", told := str(one)) else usual
        for one, usual, most in zip((columns, rows), _USUAL, LARGEST, strict=True)
    )
    return width, height


def ending(code: int, told: str) -> str:
    """What to say of a program that ended with a code, and with these words on stderr."""
    if not code:
        return "You have left postil. Everything is saved."
    lines = re.findall(r"^postil: (.+)$", told, re.MULTILINE)
    return lines[-1] if lines else f"postil has stopped. {_SAVED}"


def _said(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
