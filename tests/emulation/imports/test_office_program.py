"""A list that was downloaded, edited in a real office program and saved there in the forms that it offers."""

import csv
import shutil
import subprocess
from io import StringIO

import pytest

from emulation.services.registration_import import plan_of
from tests.emulation.imports.downloads import download, filled, hand_in, told_of, write
from tests.emulation.imports.workbooks import saved
from tests.factories.sheets import open_round

OFFICE = shutil.which("soffice")
FORMS = ("xlsx", "ods", "xls")


@pytest.fixture
def called(tree):
    return open_round(tree)


@pytest.fixture
def book(called, tree):
    filled(called, tree.noi)
    return download(called, tree.noi)


def resaved(folder, form):
    """Return what the office program makes of the workbooks of a folder, by the names they had."""
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    books = sorted(folder.glob("*.xlsx"))
    subprocess.run([*command, "--outdir", folder / form, *books], check=True, capture_output=True, timeout=60)
    return {path.stem: (folder / form / f"{path.stem}.{form}").read_bytes() for path in books}


@pytest.mark.once
@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_only_the_cell_that_was_changed_there_would_be_changed_here(tmp_path, book, called, office):
    (tmp_path / "untouched.xlsx").write_bytes(saved(book))
    write(book, "Nguyễn Văn An", "D", "LĐTT – Giấy khen Sở Y tế")
    (tmp_path / "changed.xlsx").write_bytes(saved(book))

    found = {}
    for form in FORMS:
        for name, content in resaved(tmp_path, form).items():
            plan = plan_of(hand_in(content, called, office, name=f"ds.{form}"))
            found[form, name] = plan.counts["changed"], len(told_of(plan, "DOWNLOADED"))
    assert found == {(form, name): (int(name == "changed"), 1) for form in FORMS for name in ("untouched", "changed")}


def test_a_list_saved_as_text_says_that_the_download_is_lost_if_it_was_one(book, called, tree, office):
    out = StringIO()
    csv.writer(out).writerows(book.worksheets[0].values)

    plan = plan_of(hand_in(out.getvalue().encode(), called, office, tree.noi, name="ds.csv"))

    assert (plan.counts["new"], plan.counts["changed"], plan.counts["held"]) == (0, 0, 0)
    assert [message.split(":")[0] for message in told_of(plan, "DOWNLOAD_LOST")] == [
        "Nếu đây là danh sách đã tải xuống"
    ]
