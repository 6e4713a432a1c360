"""Which kind of work a word names: what a list says of it, and what a position leaves no doubt about."""

import re
from functools import lru_cache

from core.text import fold
from emulation.choices import JobType

_JOBS = (
    (JobType.STATION_HEAD, r"^truong tram\b|^(health )?station head$"),
    (JobType.MIDWIFE, r"\b(ho sinh|nhs|cnhs|cdhs|hsth|hscd|midwi(fe|ves))\b|^hs$"),
    (JobType.NURSE, r"\b(dieu duong|dd|cndd|cddd|ddth|ddcd|dddh|y ta|nurses?|nursing)\b"),
    (JobType.DOCTOR, r"\b(bac s[iy]|bs(ck\w*|nt|dk)?|doctors?|physician)\b"),
    (JobType.PHARMACIST, r"\b(duoc s[iy]|ds(ck\w*|dh|th|tc|cd)?|pharmacists?)\b|^duoc$"),
    (JobType.ASSISTANT, r"\b(y s[iy]|ysdk|ysyhct)\b|^ys$"),
    (JobType.TECHNICIAN, r"\b(k[iy] thuat (vien|y)|ktv\w*|kty|technicians?)\b"),
    (JobType.ORDERLY, r"\b(ho l[iy]|y cong|orderl(y|ies))\b|^hl$"),
    (JobType.ENGINEER, r"\b(k[iy] su|cong nghe thong tin|cntt|engineers?)\b|^(ks|it)$"),
    (
        JobType.OFFICE,
        r"\b(hanh chinh|ke toan|van thu|chuyen vien|can su|thu quy|admin|administrati(ve|on)|office|clerk)\b|^hc$",
    ),
    (JobType.OTHER, r"^((cong viec|loai|nghe)? ?khac|others?)$"),
)
_COMPILED = tuple((job, re.compile(pattern)) for job, pattern in _JOBS)
_ASSISTANT_IN_ENGLISH = re.compile(r"^(assistant (doctor|physician)|physician assistant)s?$")


@lru_cache(maxsize=2048)
def job_of(text: str) -> JobType | None:
    """Return the one kind of work that a text names; None when it names none or several."""
    low = _plain(text)
    if _ASSISTANT_IN_ENGLISH.match(low):
        return JobType.ASSISTANT
    named = [job for job, pattern in _COMPILED if pattern.search(low)]
    if named and named[0] == JobType.STATION_HEAD:
        return JobType.STATION_HEAD
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=2048)
def job_of_position(text: str) -> JobType | None:
    """Return the work of a position that begins with it ("Điều dưỡng trưởng"); a mere post tells none."""
    job = job_of(text)
    pattern = next((pattern for known, pattern in _COMPILED if known == job), None)
    found = pattern.search(_plain(text)) if pattern else None
    return job if found and found.start() == 0 and job != JobType.OTHER else None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())
