"""One line a page: Vietnamese address, English name. Grouped by noun."""

from django.urls import path

from emulation.views import comment, coverage, entry, hospital_list, job, paste, plan, review, round, sheet

app_name = "emulation"
urlpatterns = [
    # --- plans and rounds ---
    path("ke-hoach/", plan.plan_list, name="plan_list"),
    path("ke-hoach/moi/", plan.plan_create, name="plan_create"),
    path("ke-hoach/<int:pk>/", plan.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/sua/", plan.plan_change, name="plan_change"),
    path("ke-hoach/<int:pk>/buoc/<slug:step>/", plan.plan_step, name="plan_step"),
    path("ke-hoach/<int:pk>/ban-luu/<int:version>/", plan.plan_copy, name="plan_copy"),
    path("ke-hoach/<int:pk>/tien-do/", plan.plan_progress, name="plan_progress"),
    path("ke-hoach/noi-nhan/<int:pk>/da-gui/", plan.recipient_deliver, name="recipient_deliver"),
    path("ke-hoach/<int:pk>/dot-moi/", round.round_create, name="round_create"),
    path("dang-ky/dot/<int:pk>/", coverage.coverage_board, name="coverage_board"),
    path("dang-ky/dot/<int:pk>/sua/", round.round_change, name="round_change"),
    path("dang-ky/dot/<int:pk>/buoc/<slug:step>/", round.round_step, name="round_step"),
    path("dang-ky/dot/<int:pk>/nhac/", coverage.coverage_nudge, name="coverage_nudge"),
    path("dang-ky/dot/<int:pk>/mien/<int:unit>/", coverage.excuse_create, name="excuse_create"),
    path("dang-ky/mien/<int:pk>/bo/", coverage.excuse_end, name="excuse_end"),
    # --- registration sheets ---
    path("dang-ky/", sheet.sheet_list, name="sheet_list"),
    path("dang-ky/mo/", sheet.sheet_create, name="sheet_create"),
    path("dang-ky/danh-sach-vien/", hospital_list.entry_list, name="entry_list"),
    path("dang-ky/<int:pk>/", sheet.sheet_detail, name="sheet_detail"),
    path("dang-ky/<int:pk>/buoc/<slug:step>/", sheet.sheet_step, name="sheet_step"),
    path("dang-ky/<int:pk>/suy-ton/", sheet.sheet_endorsement, name="sheet_endorsement"),
    path("dang-ky/<int:pk>/dieu-chinh/", sheet.sheet_amend, name="sheet_amend"),
    path("dang-ky/<int:pk>/so-sanh/", sheet.sheet_compare, name="sheet_compare"),
    path("dang-ky/<int:pk>/ban-in/", sheet.sheet_print, name="sheet_print"),
    path("dang-ky/<int:pk>/dan/", paste.sheet_paste, name="sheet_paste"),
    path("dang-ky/<int:pk>/dan-o/", paste.cells_paste, name="cells_paste"),
    path("dang-ky/<int:pk>/chon/", entry.subject_options, name="subject_options"),
    path("dang-ky/<int:pk>/them/", entry.entry_create, name="entry_create"),
    path("dang-ky/dong/<int:pk>/", entry.entry_change, name="entry_change"),
    path("dang-ky/dong/<int:pk>/nam/<int:year>/", entry.entry_targets, name="entry_targets"),
    path("dang-ky/dong/<int:pk>/chuc-vu/", entry.entry_position, name="entry_position"),
    path("dang-ky/dong/<int:pk>/doi-cho/", entry.entry_move, name="entry_move"),
    path("dang-ky/dong/<int:pk>/xoa/", entry.entry_remove, name="entry_remove"),
    # --- review ---
    path("dang-ky/xem-xet/", review.review_queue, name="review_queue"),
    path("dang-ky/xem-xet/tiep-nhan/", review.review_accept, name="review_accept"),
    path("dang-ky/xem-xet/<int:pk>/", review.review_detail, name="review_detail"),
    path("dang-ky/xem-xet/<int:pk>/tra-lai/", review.review_return, name="review_return"),
    path("dang-ky/<int:pk>/y-kien/", comment.comment_create, name="comment_create"),
    path("dang-ky/y-kien/<int:pk>/xong/", comment.comment_settle, name="comment_settle"),
    # --- work in the background ---
    path("viec-nen/", job.job_list, name="job_list"),
    path("viec-nen/<int:pk>/", job.job_detail, name="job_detail"),
    path("viec-nen/<int:pk>/tep/", job.job_result, name="job_result"),
]
