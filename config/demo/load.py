"""The whole demo, never twice: what is missing is loaded, what is there stays."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from awards.models import Session
from config.demo.accounts import load_accounts
from config.demo.campaigns import load_campaigns
from config.demo.council import load_council, load_sessions
from config.demo.nominations import load_nominations
from config.demo.people import load_people
from config.demo.places import load_places
from config.demo.plans import load_plans
from config.demo.records import load_records
from config.demo.reports import load_reports
from config.demo.sheets import load_sheets
from emulation.models import Notification, Unit, User, YearRating
from reports.models import Package


def load_demo() -> bool:
    """Load what is missing of the demo; return whether anything was."""
    if not Unit.objects.filter(code="AH").exists():
        _load_ground()
    missing = not Session.objects.exists()
    if missing:
        load_sessions()
    if not YearRating.objects.exists():
        load_records()
        missing = True
    if not Package.objects.exists():
        hospital = Unit.objects.get(code="AH")
        load_reports(hospital, {user.username: user for user in User.objects.all()})
        missing = True
    return missing


@transaction.atomic
def _load_ground() -> None:
    """Load the people, plans, sheets, campaigns, nominations and council: all of it or nothing."""
    places = load_places()
    people = load_people(places)
    users = load_accounts(places, people)
    plans = load_plans(places.hospital, by=users["tccb"])
    first, current = plans["xay_dung_dien_hinh_2021_2025"], plans["tuyen_truyen_dien_hinh_2026_2030"]
    load_sheets(places, people, users, [*first.rounds.all(), *current.rounds.all()])
    load_campaigns(places, people, users)
    load_nominations(places, people, users)
    load_council(places, users)
    week_ago = timezone.now() - timedelta(days=7)
    Notification.objects.filter(at__lt=week_ago).update(read_at=week_ago)
    User.objects.exclude(username="truong.ranghammat").update(last_login=week_ago)
