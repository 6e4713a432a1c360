"""Minutes are made from frozen records, kept with their fingerprint, and never made twice."""

import json
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from awards.choices import Method, MinutesKind
from awards.models import Minutes, Section, Session
from awards.selectors.minutes import count_record, meeting_record, papers_text
from core.documents import pdf
from emulation.audit import record
from emulation.models import User


@transaction.atomic
def write_meeting_minutes(session: Session, *, by: User) -> Minutes:
    """Write "biên bản họp" of an ended session."""
    data = meeting_record(session)
    name = f"Bien ban hop phien {_plain(session.number)}.pdf"
    return _keep(session, None, MinutesKind.MEETING, name, pdf("bien_ban_hop.typ", data), data, by=by)


@transaction.atomic
def write_count_minutes(section: Section, *, by: User) -> Minutes:
    """Write the list of papers (sealed votes only) and "biên bản kiểm phiếu", which holds its checksum."""
    session, number = section.session, f"{_plain(section.session.number)} muc {section.order}"
    text, checksum = papers_text(section), ""
    if section.method == Method.SEALED:
        content = text.encode()
        checksum = sha256(content).hexdigest()
        _keep(session, section, MinutesKind.PAPERS, f"Danh sach phieu phien {number}.txt", content, {}, by=by)
    data = count_record(section, text, checksum)
    name = f"Bien ban kiem phieu phien {number}.pdf"
    return _keep(session, section, MinutesKind.COUNT, name, pdf("bien_ban_kiem_phieu.typ", data), data, by=by)


def _keep(
    session: Session, section: Section | None, kind: str, name: str, content: bytes, data: dict[str, Any], *, by: User
) -> Minutes:
    kept = Minutes.objects.create(
        session=session,
        section=section,
        kind=kind,
        name=name,
        file=ContentFile(content, name=name),
        sha256=sha256(content).hexdigest(),
        data=json.loads(json.dumps(data, cls=DjangoJSONEncoder)),
        by=by,
    )
    record(session, "write_minutes", by=by, note=f"{kept.get_kind_display()}, {kept.sha256[:16]}")
    return kept


def _plain(number: str) -> str:
    """Return a session's number as it may stand in a file name."""
    return "".join(sign if sign.isalnum() else "-" for sign in number)
