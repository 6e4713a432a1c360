"""The whole demo in one transaction: all of it or nothing, and never twice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from config.demo.accounts import load_accounts
from config.demo.campaigns import load_campaigns
from config.demo.people import load_people
from config.demo.places import load_places
from config.demo.plans import load_plans
from config.demo.sheets import load_sheets
from emulation.models import Notification, Unit, User


def is_loaded() -> bool:
    return Unit.objects.filter(code="AH").exists()


@transaction.atomic
def load_demo() -> None:
    """Load the demo hospital with its people, plans, sheets, campaigns, council and reports."""
    places = load_places()
    people = load_people(places)
    users = load_accounts(places, people)
    plans = load_plans(places.hospital, by=users["tccb"])
    first, current = plans["xay_dung_dien_hinh_2021_2025"], plans["tuyen_truyen_dien_hinh_2026_2030"]
    load_sheets(places, people, users, [*first.rounds.all(), *current.rounds.all()])
    load_campaigns(places, people, users)
    week_ago = timezone.now() - timedelta(days=7)
    Notification.objects.filter(at__lt=week_ago).update(read_at=week_ago)
    User.objects.exclude(username="truong.ranghammat").update(last_login=week_ago)
