"""Kinds of units, people, plans and papers."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    DEPARTMENT = "department", "Sở Y tế"
    FACILITY = "facility", "Bệnh viện, trung tâm"
    BOARD = "board", "Ban Giám đốc"
    KHOA = "khoa", "Khoa"
    PHONG = "phong", "Phòng"
    TRAM = "tram", "Trạm y tế"
    TEAM = "to", "Tổ"
    MASS = "mass", "Tổ chức đoàn thể"
    PARTY = "party", "Tổ chức Đảng"


class SubjectKind(TextChoices):
    """Who or what an exemplar is."""

    PERSON = "ca_nhan", "Cá nhân"
    COLLECTIVE = "tap_the", "Tập thể"
    MODEL = "mo_hinh", "Mô hình"


class Gender(TextChoices):
    MALE = "M", "Nam"
    FEMALE = "F", "Nữ"


class BirthPrecision(TextChoices):
    """How much of a birth date is known; a bare year stays a year."""

    DAY = "day", "Ngày"
    MONTH = "month", "Tháng"
    YEAR = "year", "Năm"


class JobType(TextChoices):
    DOCTOR = "bac_si", "Bác sĩ"
    NURSE = "dieu_duong", "Điều dưỡng"
    MIDWIFE = "ho_sinh", "Hộ sinh"
    PHARMACIST = "duoc_si", "Dược sĩ"
    TECHNICIAN = "ky_thuat_y", "Kỹ thuật y"
    STATION_HEAD = "truong_tram", "Trưởng trạm y tế"
    ASSISTANT = "y_si", "Y sĩ"
    ORDERLY = "ho_ly", "Hộ lý"
    OFFICE = "hanh_chinh", "Hành chính"
    ENGINEER = "ky_su", "Kỹ sư, công nghệ"
    OTHER = "khac", "Khác"


class PlanKind(TextChoices):
    EXEMPLAR = "dien_hinh", "Xây dựng điển hình tiên tiến"
    PROPAGANDA = "tuyen_truyen", "Tuyên truyền, nhân rộng điển hình"
    PARTY = "dang", "Kế hoạch của chi bộ"
    EMULATION = "phat_dong", "Phát động phong trào thi đua"


class RecipientKind(TextChoices):
    OUTSIDE = "outside", "Cơ quan ngoài đơn vị"
    INSIDE = "inside", "Nội bộ"
    WEBSITE = "website", "Trang thông tin điện tử"
    FILING = "filing", "Lưu"


class Purpose(TextChoices):
    """Why a recipient gets a document; printed in brackets after the name."""

    REPORT = "bao_cao", "b/c"
    KNOW = "de_biet", "để biết"
    COOPERATE = "phoi_hop", "p/h"
    CARRY_OUT = "thuc_hien", "t/h"
    PUBLISH = "dang_tin", "đăng tin"
    FILE = "luu", "lưu"


class Audience(TextChoices):
    """Whom an inside recipient of a plan stands for in this installation."""

    UNITS = "units", "Trưởng các khoa, phòng, trạm"
    MASS = "mass", "Các tổ chức đoàn thể"
    COUNCIL = "council", "Thành viên Hội đồng"
    LEADERS = "leaders", "Ban Giám đốc"
    PARTY = "party", "Cấp ủy, tổ chức Đảng"
    EVERYBODY = "everybody", "Tất cả tài khoản của đơn vị"


class AttachmentKind(TextChoices):
    PROPOSAL = "to_trinh", "Tờ trình"
    ACHIEVEMENT = "bao_cao_thanh_tich", "Báo cáo thành tích"
    MINUTES = "bien_ban", "Biên bản"
    INITIATIVE = "sang_kien", "Sáng kiến, đề tài"
    DECISION = "quyet_dinh", "Quyết định"
    PLAN = "ke_hoach", "Kế hoạch"
    OTHER = "khac", "Khác"
