"""What is only looked up here: parts given, settings, the book of acts."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from emulation.admin import scope
from emulation.admin.site import administers, kept_form, site
from emulation.models import AuditEvent, LocalSetting, RoleGrant
from emulation.selectors.history import WORDS
from emulation.selectors.settings import definitions
from emulation.services.people import grant_role
from emulation.workflow import JOB, PLAN, ROUND, SHEET

STEPS = {name: step.label for flow in (PLAN, ROUND, SHEET, JOB) for name, step in flow.steps.items()}


class Ledger(admin.ModelAdmin):
    """Rows to read; they change by acts in the product, each of which leaves its line."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept_form(self, request, super().changeform_view, *args, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(RoleGrant, site=site)
class GrantLedger(Ledger):
    """Parts are given in the product; here only the operator gives the first ones of a new server."""

    list_display = ("user", "role", "unit", "since", "until")
    list_filter = ("role",)
    ordering = ("user__name_key", "role")
    autocomplete_fields = ("user", "unit")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)  # type: ignore[union-attr]

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: ModelForm, change: bool) -> None:
        grant = grant_role(obj.user, obj.role, unit=obj.unit, since=obj.since, until=obj.until, by=request.user)  # type: ignore[arg-type]
        obj.pk, obj._state.adding = grant.pk, False

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleGrant]:
        return scope.grants(request.user)  # type: ignore[arg-type]


@admin.register(LocalSetting, site=site)
class SettingLedger(Ledger):
    list_display = ("label", "shown", "facility", "since", "until", "source", "by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LocalSetting]:
        return scope.settings(request.user)  # type: ignore[arg-type]

    @admin.display(description="Thiết lập")
    def label(self, row: LocalSetting) -> str:
        definition = definitions().get(row.name)
        return definition.label if definition else row.name

    @admin.display(description="Giá trị")
    def shown(self, row: LocalSetting) -> Any:
        definition = definitions().get(row.name)
        return definition.text(row.value) if definition else row.value


@admin.register(AuditEvent, site=site)
class EventLedger(Ledger):
    list_display = ("at", "by", "act", "what", "note")
    date_hierarchy = "at"
    search_fields = ("by__search_key", "target")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        return scope.events(request.user)  # type: ignore[arg-type]

    @admin.display(description="Việc")
    def act(self, line: AuditEvent) -> str:
        return WORDS.get(line.action) or STEPS.get(line.action, "Việc khác")

    @admin.display(description="Đối tượng")
    def what(self, line: AuditEvent) -> str:
        model, _, pk = line.target.partition(":")
        return f"{apps.get_model(model)._meta.verbose_name} số {pk}"
