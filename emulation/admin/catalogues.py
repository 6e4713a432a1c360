"""Units, people and accounts as catalogues."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.results import Result

from core.sheets.refusals import FileRefused
from emulation.admin import scope
from emulation.admin.resources import AccountResource, Catalogued, StaffResource, UnitResource
from emulation.admin.site import administers, kept_form, site
from emulation.admin.workbook import Workbook
from emulation.models import Staff, Unit, User
from emulation.selectors.people import matching
from emulation.services.account import keep_account
from emulation.services.people import enter_staff, place_unit


class Catalogue(ImportExportMixin, admin.ModelAdmin):
    """A table of one administrator's scope: kept by services, never deleted, in and out by workbook."""

    import_formats = export_formats = [Workbook]
    import_template_name = "admin/catalogue_import.html"
    export_form_class = ExportForm
    skip_export_form = True
    list_per_page = 50
    show_full_result_count = False
    search_help_text = "Không cần gõ dấu"
    search_fields = ("search_key",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        raise NotImplementedError

    def keep(self, obj: Any, by: User) -> None:
        raise NotImplementedError

    # --- who may do what ---

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    # --- finding and keeping ---

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return matching(queryset, search_term), False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        reach = {Unit: scope.units, Staff: scope.staff, User: scope.accounts}.get(db_field.related_model)
        if reach and isinstance(request.user, User):
            kwargs["queryset"] = reach(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        self.keep(obj, request.user)  # type: ignore[arg-type]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept_form(self, request, super().changeform_view, *args, **kwargs)

    # --- in and out ---

    def get_import_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"by": request.user}

    def get_export_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"by": request.user}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for all or nothing: one bad row, and no row is kept."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: Form, e: Exception) -> None:
        form.add_error("import_file", e.message if isinstance(e, FileRefused) else "Không đọc được tệp này.")

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Say that nothing was kept when the data changed between the preview and the confirmation."""
        if not (result.has_errors() or result.has_validation_errors()):
            return super().process_result(result, request)
        message = "Chưa ghi dòng nào: từ lúc xem trước đến nay dữ liệu đã đổi. Hãy gửi lại tệp để xem trước lần nữa."
        self.message_user(request, message, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:{}_{}_import".format(*self.get_model_info())))


@admin.register(Unit, site=site)
class UnitCatalogue(Catalogue):
    resource_classes: list[type[Catalogued]] = [UnitResource]
    list_display = ("name", "kind", "code", "parent", "must_register", "is_active")
    list_filter = ("kind", "must_register", "is_active", ("parent", admin.RelatedOnlyFieldListFilter))
    autocomplete_fields = ("parent",)
    fields = (
        "name", "short_name", "code", "kind", "parent", "position", "must_register", "email", "header_name", "place",
        "is_active",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        return scope.units(request.user)  # type: ignore[arg-type]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "position":
            kwargs["label"] = "Thứ tự trong danh sách"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def keep(self, obj: Unit, by: User) -> None:
        place_unit(obj, by=by)


@admin.register(Staff, site=site)
class StaffCatalogue(Catalogue):
    resource_classes: list[type[Catalogued]] = [StaffResource]
    list_display = ("full_name", "code", "position", "unit", "job_type", "left_on")
    list_filter = ("job_type", "is_manager", "is_party", ("unit", admin.RelatedOnlyFieldListFilter))
    autocomplete_fields = ("unit",)
    ordering = ("name_key", "pk")
    fields = (
        "full_name", "code", "prefix", "gender", "birth_date", "birth_precision", "unit", "position", "job_type",
        "is_manager", "is_direct", "is_party", "is_union", "is_youth", "email", "joined_on", "left_on",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Staff]:
        return scope.staff(request.user)  # type: ignore[arg-type]

    def keep(self, obj: Staff, by: User) -> None:
        enter_staff(obj, by=by)


@admin.register(User, site=site)
class AccountCatalogue(Catalogue):
    """Accounts; passwords, locks and opening new ones stand in the product at /ho-so/tai-khoan/."""

    resource_classes: list[type[Catalogued]] = [AccountResource]
    list_display = ("full_name", "username", "staff", "is_active", "must_change_password", "last_login")
    list_filter = ("is_active", "must_change_password")
    autocomplete_fields = ("staff",)
    ordering = ("name_key", "pk")
    fields = ("username", "full_name", "staff", "email", "is_active", "must_change_password", "last_login")
    readonly_fields = ("is_active", "must_change_password", "last_login")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return scope.accounts(request.user)  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None or not isinstance(request.user, User):
            return super().has_change_permission(request, obj)
        return scope.own_accounts(request.user).filter(pk=obj.pk).exists()

    def keep(self, obj: User, by: User) -> None:
        keep_account(obj, by=by)
