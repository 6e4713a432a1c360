"""Why a file cannot be read at all. The codes are part of the reports that others rely on."""

MESSAGES = {
    "FILE_NOT_SPREADSHEET": "Tệp này không phải bảng tính. Mở tệp trong Excel hoặc LibreOffice rồi lưu lại dạng .xlsx.",
    "FILE_CORRUPT": "Tệp bị hỏng hoặc tải lên chưa trọn vẹn, không đọc được. Hãy mở lại tệp gốc và lưu thành .xlsx.",
    "FILE_ENCRYPTED": "Tệp có mật khẩu. Hãy bỏ mật khẩu trong Excel (Tệp › Thông tin › Bảo vệ) rồi tải lại.",
    "FILE_EMPTY": "Tệp trống, không có nội dung nào.",
    "NO_DATA": "Không tìm thấy dòng dữ liệu nào trong tệp.",
    "FILE_TOO_LARGE": "Tệp quá lớn so với một danh sách. Hãy chia nhỏ tệp hoặc xóa các trang tính không dùng.",
    "FILE_MACRO": "Tệp có macro; macro không được chạy, chỉ đọc nội dung các ô.",
    "LEGACY_ENCODING": "Chữ tiếng Việt trong tệp đã mất khi lưu (thành dấu “?”) hoặc dùng bảng mã cũ không chuyển sang "
    "Unicode được. Hãy mở tệp gốc rồi lưu lại dạng .xlsx, hoặc CSV UTF-8.",
}


class FileRefused(Exception):
    """The file cannot be read; ``code`` names the cause, ``message`` tells the person what to do."""

    def __init__(self, code: str, message: str = ""):
        self.code = code
        self.message = message or MESSAGES[code]
        super().__init__(self.message)
