"""What waits for a person: the lines of the home page, gathered from every app."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Work:
    """One thing to do: what it is, by when, and the page where it is done.

    ``due`` is the last good day. ``area`` is the rail item that counts it (an icon's page):
    dang_ky, phong_trao, khen_thuong, hoi_dong, quyet_dinh or bao_cao.
    """

    title: str
    detail: str
    url: str
    button: str
    area: str
    due: date | None = None
    primary: bool = False


@dataclass(frozen=True)
class Found:
    """One hit of the search box."""

    title: str
    detail: str
    url: str
    kind: str
