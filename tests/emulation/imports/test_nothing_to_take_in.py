"""Who hands in a file without a list is told which heads were looked for and what to do next."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.emulation.imports.test_long_records import KINDS
from tests.emulation.imports.workbooks import workbook
from tests.factories.campaigns import campaign_at

pytestmark = pytest.mark.django_db
NEXT = "Hãy tải tệp mẫu về và ghi theo các cột của mẫu."
LOOKED_FOR = {
    "staff": "“Họ và tên”", "history": "“Danh hiệu”", "initiatives": "“Tên sáng kiến”", "quotas": "“Phong trào”"
}  # fmt: skip


@pytest.fixture
def at_the_office(tree, as_, office, director):
    campaign_at("launched", facility=tree.hospital, office=office, leader=director, title="Phong trào 1")
    return as_(office)


def reasons(client, kind, content):
    """Return why a file is not taken, and what the page writes over it."""
    answer = client.post(KINDS[kind][0], {"file": SimpleUploadedFile("ds.xlsx", content)})
    assert answer.status_code == 422
    assert "Chưa đọc được tệp:" in answer.content.decode()
    return " ".join(answer.context["form"].non_field_errors())


@pytest.mark.parametrize("kind", KINDS)
def test_the_heads_that_were_looked_for_are_named(at_the_office, kind):
    told = reasons(at_the_office, kind, workbook({"Kế hoạch": [["Việc", "Ngày"], ["Họp", "Thứ hai"]]}))
    assert (LOOKED_FOR[kind] in told, told.endswith(NEXT)) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
def test_of_the_untouched_template_it_is_said_that_only_the_example_was_found(at_the_office, kind):
    template = b"".join(at_the_office.get(f"{KINDS[kind][0]}mau/").streaming_content)
    assert reasons(at_the_office, kind, template).startswith("Tệp chỉ có dòng mẫu, chưa có dòng nào của bạn.")


def test_of_heads_without_rows_that_is_said(at_the_office):
    heads = workbook({"NS": [["STT", "Mã NV", "Họ và tên", "Ngày sinh", "Khoa/Phòng"]]})
    assert reasons(at_the_office, "staff", heads).startswith("Tệp có hàng tiêu đề nhưng bên dưới chưa có dòng nào.")
