"""The words of a history workbook, each read into a choice of the records; an unknown one is never guessed at."""

import re
from collections.abc import Callable
from functools import lru_cache

from awards.choices import Occasion
from core.text import fold, nfc
from emulation.choices import (
    AuthorRole,
    DisciplineCause,
    DisciplineForm,
    DisciplineSide,
    InitiativeKind,
    InitiativeLevel,
    JobType,
    LeaveKind,
    MatterKind,
    Rating,
    Recognition,
    ViolationKind,
)

NOT_RATED = "not_rated"
_RATINGS = (
    (NOT_RATED, r"(khong|chua)(xep(loai)?|xet|danhgia|duocxep(loai)?).*|kxl|kxd"),
    (Rating.NOT_DONE, r"khtnv|kht|khong(hoanthanh|ht)(nhiemvu|nv)?|chuahoanthanhnhiemvu"),
    (Rating.EXCELLENT, r"(ht|hoanthanh)?(xs|xuatsac)(nv|nhiemvu)?"),
    (Rating.GOOD, r"(ht|hoanthanh)(t|tot)(nv|nhiemvu)?|tot"),
    (Rating.DONE, r"(ht|hoanthanh)(nv|nhiemvu)?"),
)
_STATE = re.compile(r"\b(chinh quyen|nha nuoc|don vi|benh vien|vien chuc|hanh chinh|co quan)\b")
_DASHES = re.compile(r"[-–—_./\s]+|x")


def _lookup(*pairs: tuple[str, str], whole: bool = False) -> Callable[[str], str | None]:
    """Return a reader of words: the first pattern found in the plain text decides, None when none is."""
    compiled = tuple((value, re.compile(pattern)) for value, pattern in pairs)

    @lru_cache(maxsize=2048)
    def read(text: str) -> str | None:
        low = plain(text)
        test = "fullmatch" if whole else "search"
        return next((value for value, pattern in compiled if getattr(pattern, test)(low)), None)

    return read


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return words without accents, case and signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


@lru_cache(maxsize=2048)
def rating(text: str) -> str | None:
    """Return the level that a cell says, NOT_RATED where it says that there is none, None when unknown."""
    if _DASHES.fullmatch(text.lower()):
        return NOT_RATED
    low = re.sub(r"^(muc|loai|xeploai)", "", plain(text).replace(" ", ""))
    return next((level for level, pattern in _RATINGS if re.fullmatch(pattern, low)), None)


level = _lookup(
    (InitiativeLevel.NATION, r"\b(toan quoc|quoc gia|nha nuoc|trung uong)\b"),
    (InitiativeLevel.MINISTRY, r"\b(bo|byt|nganh trung uong)\b(?! phan)"),
    (InitiativeLevel.PROVINCE, r"\b(tinh|thanh pho|tp|ubnd)\b"),
    (InitiativeLevel.BASE, r"\b(co so|cs|benh vien|bv|don vi|vien|trung tam|ttyt|so|syt|khoa|phong|nganh|huyen)\b"),
)
recognition = _lookup(
    (Recognition.REJECTED, r"\b(khong (duoc )?(cong nhan|dat|thong qua)|tu choi|bi loai)\b|^loai$|^loai bo$"),
    (Recognition.RECOGNISED, r"\bda (duoc )?(cong nhan|nghiem thu|thong qua)\b"),
    (Recognition.PENDING, r"\b(cho|chua|dang|de nghi|de xuat|trinh|dang ky|moi nop|du kien)\b"),
    (Recognition.RECOGNISED, r"\b(cong nhan|nghiem thu|dat|thong qua|hieu luc|xep loai|hoan thanh)\b"),
)
initiative_kind = _lookup(
    (InitiativeKind.RESEARCH, r"\b(de tai|de an|nckh|nghien cuu|khoa hoc)\b|^(dt|da|nckh)\d*"),
    (InitiativeKind.INITIATIVE, r"\b(sang kien|giai phap|cai tien|sk)\b"),
)
author_role = _lookup(
    (AuthorRole.CO_AUTHOR, r"\b(dong|thanh vien|cong su|tham gia|thu ky|phu)\b"),
    (AuthorRole.AUTHOR, r"\b(tac gia|chu nhiem|chu tri|chinh|nhom truong)\b"),
)
discipline_form = _lookup(
    (DisciplineForm.EXPULSION, r"\b(buoc thoi viec|khai tru|sa thai)\b"),
    (DisciplineForm.DISMISSAL, r"\b(cach chuc|bai nhiem)\b"),
    (DisciplineForm.DEMOTION, r"\b(ha bac( luong)?|giang chuc|keo dai thoi han nang( bac)? luong)\b"),
    (DisciplineForm.WARNING, r"\bcanh cao\b"),
    (DisciplineForm.REPRIMAND, r"\bkhien trach\b"),
)


@lru_cache(maxsize=2048)
def side(text: str) -> str | None:
    """Return who disciplined; "đảng" and "đang" differ by their tones only, so tones count here."""
    if re.search(r"\bđảng\b|\bchi bộ\b|\bcấp [uủ][ỷy]\b|\bkhai trừ\b|\(dang\)|^dang$|\bdang uy\b", nfc(text).lower()):
        return DisciplineSide.PARTY
    return DisciplineSide.STATE if _STATE.search(plain(text)) else None


cause = _lookup(
    (DisciplineCause.OTHER, r"\bkhong lien quan\b|\b(dan so|sinh con|giao thong|nong do con|hon nhan)\b"),
    (
        DisciplineCause.DUTY,
        r"\b(nhiem vu|cong vu|chuyen mon|suy thoai|tham nhung|quy che|quy trinh|lang phi|tieu cuc)\b",
    ),
)
matter = _lookup(
    (MatterKind.INVESTIGATION, r"\b(dieu tra|khoi to|truy to|tam giam)\b"),
    (MatterKind.INSPECTION, r"\b(thanh tra|kiem toan|dang kiem tra)\b"),
    (MatterKind.PRESS, r"\b(bao chi|bao neu)\b"),
    (MatterKind.COMPLAINT, r"\b(to cao|khieu nai|phan anh|don thu|xac minh)\b"),
    (MatterKind.DISCIPLINE, r"\b(xem xet|xu ly|ky luat|kiem diem|cho ket luan|chua ket luan)\b"),
)
violation = _lookup(
    (ViolationKind.FAMILY, r"\bgia dinh\b(?!.*ke hoach)|\bnguoi than\b"),
    (ViolationKind.POPULATION, r"\b(dan so|ke hoach hoa gia dinh|khhgd|sinh con)\b"),
    (ViolationKind.TRAFFIC, r"\b(giao thong|atgt|nong do con)\b"),
    (ViolationKind.SOCIAL, r"\b(te nan|ma tuy|co bac|danh bac|mai dam)\b"),
    (ViolationKind.ETHICS, r"\b(dao duc|y duc|nghe nghiep|ung xu|thai do)\b"),
    (ViolationKind.LAW, r"\b(phap luat|hinh su|hanh chinh)\b"),
)
leave = _lookup(
    (LeaveKind.MATERNITY, r"\b(thai san|sinh con|nghi de|sinh|duong thai|say thai)\b"),
    (LeaveKind.UNPAID, r"\b(khong (huong )?luong|ko luong|viec rieng khong)\b"),
    (LeaveKind.STUDY, r"\b(hoc|dao tao|boi duong|tap huan)\b"),
    (LeaveKind.SICK, r"\b(om|benh|dieu tri|tai nan|con om)\b"),
    (LeaveKind.OTHER, r"\b(khac|viec rieng|phep|nghi|biet phai)\b"),
)
occasion = _lookup(
    (Occasion.SUDDEN, r"\bdot xuat\b"),
    (Occasion.DEVOTION, r"\b(cong hien|nien han)\b"),
    (Occasion.CAMPAIGN, r"\bchuyen de\b|(?<!dan dau )\bphong trao\b"),
    (Occasion.YEARLY, r"\b(thuong xuyen|hang nam|hang ky|cong trang|tong ket)\b"),
)
job_type = _lookup(
    (JobType.STATION_HEAD, r"^truong tram\b"),
    (JobType.MIDWIFE, r"\b(ho sinh|nhs|cnhs)\b"),
    (JobType.NURSE, r"\b(dieu duong|dd|cndd|y ta)\b"),
    (JobType.DOCTOR, r"\b(bac si|bac sy|bs\w*)\b"),
    (JobType.PHARMACIST, r"\b(duoc si|duoc sy|ds|dscki|dsckii|dsdh)\b"),
    (JobType.ASSISTANT, r"\b(y si|y sy|ysdk)\b"),
    (JobType.TECHNICIAN, r"\b(ky thuat (vien|y)|ktv\w*|ky thuat)\b"),
    (JobType.ORDERLY, r"\b(ho ly|y cong)\b"),
    (JobType.ENGINEER, r"\b(ky su|cong nghe thong tin|cntt)\b"),
    (JobType.OFFICE, r"\b(ke toan|van thu|chuyen vien|hanh chinh|can su|lai xe|bao ve|thu quy|thu kho|nhan vien)\b"),
)
is_manager = _lookup(
    ("yes", r"\b(truong|pho|quyen truong|phu trach) (khoa|phong|tram|ban|bo phan|don nguyen|don vi|trung tam)\b"),
    ("yes", r"\b(giam doc|pgd|vien truong|(dieu duong|dd|ho sinh|nhs|ky thuat vien|ktv|duoc si) truong)\b"),
    ("yes", r"\b(ke toan truong|chanh van phong)\b"),
)
employment = _lookup(
    ("left", r"\b(nghi huu|huu tri|ve huu|da nghi|(?<!khong )nghi viec|thoi viec|chuyen (cong tac|don vi|di|nganh))\b"),
    ("left", r"\b(tu tran|tu vong|da mat|da chuyen|cham dut|sa thai|thoi hop dong|huu)\b"),
    ("here", r"\b(dang|con|lam viec|cong tac|thu viec|thai san|di hoc|tap su|hop dong)\b"),
)
yes_no = _lookup(
    ("no", r"\b(khong|chua|ko|no|false|0|n)\b"), ("yes", r"\b(x|co|da|roi|dung|yes|true|1|y|dang vien|dv)\b")
)
contract = _lookup(
    ("no", r"\b(lam viec|hdlv|vien chuc|bien che|cong chuc|khong)\b"),
    ("yes", r"\b(lao dong|hdld|hop dong|hd|thoi vu|co|x)\b"),
)
award_status = _lookup(
    ("in_force", r"\b(khong|chua) (bi )?(thu hoi|huy)\b"),
    ("revoked", r"\b(thu hoi|huy( bo)?|tuoc|bi bai bo)\b"),
    (
        "in_force",
        r"^(con |dang |co |da )?(hieu luc|trao|tang|nhan|cong nhan|co|ban hanh|khen thuong|dat)( tang| thuong)?$",
    ),
)
discipline_status = _lookup(
    ("closed", r"\bkhong (co )?(vi pham|sai pham|dau hieu|bi ky luat|ky luat|dung)|minh oan|dinh chi|khong xu ly"),
    ("open", r"\b(dang|cho) (xem xet|xac minh|dieu tra|thanh tra|kiem tra|xu ly|ket luan|giai quyet|lam ro|kiem diem)"),
    ("open", r"\bchua (ket luan|xu ly|giai quyet)\b"),
    ("done", r"\b(da (ket luan|giai quyet|dong)|ket thuc)\b"),
    ("withdrawn", r"\b(huy|rut|thu hoi|bai bo)\b"),
    ("open", r"\b(to cao|khieu nai|don thu|bao chi)\b"),
    ("in_force", r"\b(hieu luc|thi hanh|xoa|da thuc hien|chap hanh)\b"),
)
