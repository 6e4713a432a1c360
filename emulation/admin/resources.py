"""The catalogues as tables. A row is kept by the same service as a form, so its derived columns are right."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from import_export import resources
from import_export.fields import Field
from import_export.results import Result

from core.text import clean, fold
from core.workflow import Refused
from emulation.admin import scope
from emulation.admin.widgets import BirthField, ByCode, Choice, Day, Text, YesNo
from emulation.choices import Gender, JobType, UnitKind
from emulation.models import Staff, Unit, User
from emulation.selectors.accounts import grants_of
from emulation.services.account import keep_account
from emulation.services.people import enter_staff, place_unit


def column(name: str, attribute: str, widget: Any = None, **more: Any) -> Field:
    return Field(attribute, name, widget or Text(), **more)


class Catalogued(resources.ModelResource):
    """Rows of one administrator's scope; errors name the columns of the sheet and its row numbers."""

    def __init__(self, by: User | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.by = by
        for field in self.fields.values():
            if isinstance(field.widget, ByCode):
                field.widget.rows = self.rows_of(field.attribute)

    def rows_of(self, attribute: str) -> Any:
        """Return the rows that a column of codes may point to."""
        return scope.units(self.by) if self.by else None

    def keep(self, instance: Any) -> None:
        raise NotImplementedError

    def import_data(self, dataset: Any, *args: Any, **kwargs: Any) -> Result:
        result = super().import_data(dataset, *args, **kwargs)
        numbers = getattr(dataset, "sheet_rows", None)
        for row in [*result.invalid_rows, *result.error_rows]:
            row.number = numbers[row.number - 1] if numbers else row.number
        for row in result.invalid_rows:
            row.shown = " · ".join(str(cell) for cell in row.values if cell and cell != "---")
        result.bad_rows = len(result.invalid_rows) + len(result.error_rows)
        return result

    def validate_instance(self, instance: Model, *args: Any, **kwargs: Any) -> None:
        try:
            super().validate_instance(instance, *args, **kwargs)
        except ValidationError as error:
            raise self._in_columns(error) from None

    def do_instance_save(self, instance: Model, is_create: bool) -> None:
        try:
            self.keep(instance)
        except Refused as refused:
            raise ValidationError({NON_FIELD_ERRORS: refused.reasons}) from None
        except ValidationError as error:
            raise self._in_columns(error) from None

    def _in_columns(self, error: ValidationError) -> ValidationError:
        """Return the same error under the headings that the person sees."""
        if not hasattr(error, "error_dict"):
            return error
        names = {field.attribute: field.column_name for field in self.fields.values()}
        return ValidationError({names.get(key, key): found for key, found in error.error_dict.items()})

    class Meta:
        clean_model_instances = False
        skip_unchanged = True
        report_skipped = True
        use_transactions = True


class UnitResource(Catalogued):
    code = column("Mã đơn vị", "code")
    name = column("Tên đơn vị", "name")
    short_name = column("Tên ngắn", "short_name")
    kind = column("Loại", "kind", Choice(UnitKind))
    parent = column("Thuộc (mã)", "parent", ByCode("đơn vị"))
    must_register = column("Phải đăng ký điển hình", "must_register", YesNo())
    header_name = column("Tên trên văn bản", "header_name")
    place = column("Địa danh", "place")
    email = column("Thư điện tử", "email")
    is_active = column("Đang hoạt động", "is_active", YesNo())

    class Meta(Catalogued.Meta):
        model = Unit
        fields = (
            "code", "name", "short_name", "kind", "parent", "must_register", "header_name", "place", "email",
            "is_active",
        )  # fmt: skip
        import_id_fields = ("code",)

    def get_queryset(self) -> Any:
        return scope.units(self.by) if self.by else Unit.objects.none()

    def keep(self, instance: Unit) -> None:
        place_unit(instance, by=self.by)


class StaffResource(Catalogued):
    code = column("Mã nhân viên", "code")
    full_name = column("Họ và tên", "full_name")
    prefix = column("Học hàm, học vị", "prefix")
    gender = column("Giới tính", "gender", Choice(Gender))
    birth_date = BirthField("birth_date", "Ngày sinh", Text())
    unit = column("Đơn vị (mã)", "unit", ByCode("đơn vị"))
    position = column("Chức vụ", "position")
    job_type = column("Loại công việc", "job_type", Choice(JobType), default=JobType.OTHER)
    is_manager = column("Quản lý", "is_manager", YesNo())
    is_direct = column("Lao động trực tiếp", "is_direct", YesNo())
    is_party = column("Đảng viên", "is_party", YesNo())
    is_union = column("Đoàn viên công đoàn", "is_union", YesNo())
    is_youth = column("Đoàn viên thanh niên", "is_youth", YesNo())
    email = column("Thư điện tử", "email")
    joined_on = column("Ngày vào", "joined_on", Day())
    left_on = column("Ngày thôi", "left_on", Day())

    class Meta(Catalogued.Meta):
        model = Staff
        fields = (
            "code", "full_name", "prefix", "gender", "birth_date", "unit", "position", "job_type",
            "is_manager", "is_direct", "is_party", "is_union", "is_youth", "email", "joined_on", "left_on",
        )  # fmt: skip
        import_id_fields = ("code",)

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Staff | None:
        """Return the person with this code in the facility that the row's unit belongs to.

        A row without a unit means the person of that code wherever the administrator's scope has one.
        """
        code, unit_code = clean(str(row.get("Mã nhân viên") or "")), clean(str(row.get("Đơn vị (mã)") or ""))
        if not code:
            raise ValidationError({"Mã nhân viên": "Thiếu mã nhân viên."})
        people = scope.staff(self.by).filter(code=code) if self.by else Staff.objects.none()
        unit = scope.units(self.by).filter(code=unit_code).first() if unit_code and self.by else None
        return people.filter(facility=unit.facility_id or unit.pk).first() if unit else people.first()

    def keep(self, instance: Staff) -> None:
        if not instance.unit_id:
            raise ValidationError({"unit": "Thiếu mã đơn vị của người mới."})
        enter_staff(instance, by=self.by)


class AccountResource(Catalogued):
    """Accounts without anything of their passwords; a new one waits for its one-time password."""

    username = column("Tên đăng nhập", "username")
    full_name = column("Họ và tên", "full_name")
    staff = column("Mã nhân viên", "staff", ByCode("nhân sự"))
    email = column("Thư điện tử", "email")
    roles = Field(column_name="Vai trò", readonly=True, widget=Text())
    is_active = column("Đang dùng", "is_active", YesNo(), readonly=True)

    class Meta(Catalogued.Meta):
        model = User
        fields = ("username", "full_name", "staff", "email", "roles", "is_active")
        import_id_fields = ("username",)

    def rows_of(self, attribute: str) -> Any:
        return scope.staff(self.by) if self.by else None

    def before_export(self, queryset: Any, **kwargs: Any) -> None:
        self.grants = grants_of(queryset, scope.grants(self.by)) if self.by else {}

    def dehydrate_roles(self, user: User) -> str:
        return "; ".join(str(grant) for grant in self.grants.get(user.pk, []))

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> User | None:
        row["Tên đăng nhập"] = name = fold(str(row.get("Tên đăng nhập") or "")).replace(" ", "")
        if not name:
            raise ValidationError({"Tên đăng nhập": "Thiếu tên đăng nhập."})
        own = scope.own_accounts(self.by).filter(username=name).first() if self.by else None
        if own is None and User.objects.filter(username=name).exists():
            raise ValidationError({"Tên đăng nhập": f"“{name}” là tài khoản ngoài phạm vi anh/chị quản trị."})
        return own

    def keep(self, instance: User) -> None:
        if instance.staff is None and instance._state.adding:
            raise ValidationError({"staff": "Tài khoản mới phải gắn với một người: ghi mã nhân viên."})
        if instance.staff and not instance.full_name:
            instance.full_name = instance.staff.full_name
        instance.must_change_password = instance.must_change_password or instance._state.adding
        keep_account(instance, by=self.by)
