"""What the tests of catalogues do in the browser: send a workbook, look at the preview, confirm."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

UNITS, STAFF, ACCOUNTS = ("/quan-tri/emulation/unit/", "/quan-tri/emulation/staff/", "/quan-tri/emulation/user/")


def upload(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("danh-muc.xlsx", content.getvalue())


def preview(client, place, rows):
    return client.post(f"{place}import/", {"import_file": upload(rows), "format": "0", "resource": "0"})


def confirm(client, place, answer):
    form = answer.context["confirm_form"]
    return client.post(f"{place}process_import/", {name: form.initial[name] for name in form.fields}, follow=True)


def workbook_of(answer):
    return load_workbook(BytesIO(answer.content)).active
