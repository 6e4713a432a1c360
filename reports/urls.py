"""One line a page: Vietnamese address, English name. Grouped by noun."""

from django.urls import path

from reports.views import approval, board, clock, due, duty, letter, package, papers

app_name = "reports"
urlpatterns = [
    path("bao-cao/", due.due_list, name="due_list"),
    path("bao-cao/han/xuat/", due.due_export, name="due_export"),
    path("bao-cao/han/them/", due.due_create, name="due_create"),
    path("bao-cao/han/<int:pk>/", due.due_detail, name="due_detail"),
    path("bao-cao/han/<int:pk>/khong-co/", due.due_nil, name="due_nil"),
    path("bao-cao/han/<int:pk>/lap-goi/", due.due_prepare, name="due_prepare"),
    path("bao-cao/han/<int:pk>/buoc/<slug:step>/", due.due_step, name="due_step"),
    path("bao-cao/so-y-te/goi/xuat/", board.package_export, name="package_export"),
    path("bao-cao/goi/<int:pk>/", package.package_detail, name="package_detail"),
    path("bao-cao/goi/<int:pk>/sua/", package.package_edit, name="package_edit"),
    path("bao-cao/goi/<int:pk>/guong/", package.package_exemplar, name="package_exemplar"),
    path("bao-cao/goi/<int:pk>/duyet/", approval.package_approve, name="package_approve"),
    path("bao-cao/goi/<int:pk>/buoc/<slug:step>/", package.package_step, name="package_step"),
    path("bao-cao/goi/<int:pk>/tep/", package.package_attach, name="package_attach"),
    path("bao-cao/goi/<int:pk>/tep/<int:file>/bo/", package.package_detach, name="package_detach"),
    path("bao-cao/goi/<int:pk>/bien-nhan/", package.package_receipt, name="package_receipt"),
    path("bao-cao/goi/<int:pk>/van-ban/<int:place>/", papers.package_paper, name="package_paper"),
    path("bao-cao/goi/<int:pk>/van-ban/<int:place>/trang-<int:number>.png", papers.package_page, name="package_page"),
    path("bao-cao/goi/<int:pk>/bang-chung/", papers.package_proof, name="package_proof"),
    path("bao-cao/goi/<int:pk>/thu/", papers.package_mail, name="package_mail"),
    path("bao-cao/goi/<int:pk>/thu/<int:letter>/", papers.letter_file, name="letter_file"),
    path("bao-cao/goi/<int:pk>/thu/<int:letter>/tep/<int:place>/", papers.letter_part, name="letter_part"),
    path("bao-cao/goi/<int:pk>/thu/<int:letter>/buoc/<slug:step>/", letter.letter_step, name="letter_step"),
    path("bao-cao/tu-dong/", clock.clock_detail, name="clock_detail"),
    path("bao-cao/nghia-vu/", duty.duty_list, name="duty_list"),
    path("bao-cao/nghia-vu/xuat/", duty.duty_export, name="duty_export"),
    path("bao-cao/nghia-vu/<slug:slug>/ngay/", duty.duty_day, name="duty_day"),
    path("bao-cao/so-y-te/", board.hospital_board, name="hospital_board"),
    path("bao-cao/so-y-te/xuat/", board.hospital_export, name="hospital_export"),
    path("bao-cao/so-y-te/<int:pk>/nhac/", board.hospital_nudge, name="hospital_nudge"),
]
