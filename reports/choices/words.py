"""Acts in the book of this app that are no steps of a life cycle, in the words of its readers."""

WORDS = {
    "prepare": "Lập nháp gói",
    "write": "Sửa nội dung gói",
    "attach": "Thêm tài liệu",
    "detach": "Bỏ tài liệu",
    "choose_exemplar": "Chọn gương điển hình",
    "set_day": "Đặt ngày gửi",
    "create": "Thêm hạn",
}
