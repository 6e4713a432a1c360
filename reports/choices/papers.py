"""What a package of each kind is made of, and which words only people can write."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A part of a report that the unit writes itself; nothing is invented for it."""

    key: str
    label: str
    hint: str


@dataclass(frozen=True)
class Paper:
    """A kind of package: what its main paper is called and what has to be written by hand."""

    builder: str
    label: str
    is_letter: bool
    has_exemplar: bool = False
    sections: tuple[Section, ...] = ()


_REPORT = (
    Section(
        "leadership", "Công tác lãnh đạo, chỉ đạo", "Văn bản đã ban hành, hội nghị đã tổ chức, phân công thực hiện."
    ),
    Section("assessment", "Đánh giá chung", "Kết quả nổi bật, tác dụng của điển hình tiên tiến trong đơn vị."),
    Section("limits", "Tồn tại, hạn chế và nguyên nhân", "Việc chưa làm được, vì sao. Không có thì ghi “Không có”."),
    Section("plans", "Phương hướng, nhiệm vụ", "Việc sẽ làm trong thời gian tới."),
)

PAPERS = {
    paper.builder: paper
    for paper in (
        Paper("monthly_exemplar", "Công văn và tóm tắt thành tích", is_letter=True, has_exemplar=True),
        Paper("year_report", "Báo cáo năm", is_letter=False, sections=_REPORT),
        Paper("stage_report", "Báo cáo giai đoạn", is_letter=False, sections=_REPORT),
        Paper("plain_letter", "Công văn kèm tài liệu", is_letter=True),
    )
}
