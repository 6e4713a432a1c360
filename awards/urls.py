"""One line a page: Vietnamese address, English name. Grouped by noun."""

from django.urls import path

from awards.views import agenda, ballot, ballot_key, council, decision, minutes, session, session_board

app_name = "awards"
urlpatterns = [
    # --- councils ---
    path("hoi-dong/thanh-phan/", council.council_list, name="council_list"),
    path("hoi-dong/thanh-phan/moi/", council.council_create, name="council_create"),
    path("hoi-dong/thanh-phan/<int:pk>/", council.council_detail, name="council_detail"),
    path("hoi-dong/thanh-phan/<int:pk>/sua/", council.council_edit, name="council_edit"),
    path("hoi-dong/thanh-phan/<int:pk>/them/", council.council_member_add, name="council_member_add"),
    path("hoi-dong/thanh-phan/thoi/<int:pk>/", council.council_member_end, name="council_member_end"),
    # --- sessions ---
    path("hoi-dong/", session.session_list, name="session_list"),
    path("hoi-dong/moi/", session.session_create, name="session_create"),
    path("hoi-dong/<int:pk>/", session.session_detail, name="session_detail"),
    path("hoi-dong/<int:pk>/sua/", session.session_edit, name="session_edit"),
    path("hoi-dong/<int:pk>/buoc/<slug:step>/", session.session_step, name="session_step"),
    path("hoi-dong/<int:pk>/diem-danh/", session.session_attendance, name="session_attendance"),
    path("hoi-dong/<int:pk>/quy-dinh/<str:name>/", session.session_rule, name="session_rule"),
    path("hoi-dong/<int:pk>/quy-dinh/<str:name>/bo/", session.session_rule_drop, name="session_rule_drop"),
    path("hoi-dong/<int:pk>/dieu-hanh/", session_board.session_board, name="session_board"),
    path("hoi-dong/<int:pk>/man-chieu/", session_board.session_screen, name="session_screen"),
    # --- agenda ---
    path("hoi-dong/<int:pk>/them-ho-so/", agenda.agenda_add, name="agenda_add"),
    path("hoi-dong/<int:pk>/chuong-trinh/", agenda.agenda_detail, name="agenda_detail"),
    path("hoi-dong/muc/<int:pk>/buoc/<slug:step>/", agenda.agenda_step, name="agenda_step"),
    path("hoi-dong/muc/<int:pk>/cach-bo-phieu/", agenda.agenda_method, name="agenda_method"),
    path("hoi-dong/ho-so/<int:pk>/", agenda.agenda_item, name="agenda_item"),
    path("hoi-dong/ho-so/<int:pk>/tep/<int:file>/", agenda.agenda_file, name="agenda_file"),
    path("hoi-dong/ho-so/<int:pk>/bo/", agenda.agenda_remove, name="agenda_remove"),
    path("hoi-dong/ho-so/<int:pk>/ngang-phieu/", agenda.agenda_ruling, name="agenda_ruling"),
    # --- ballots ---
    path("hoi-dong/phieu-kin/", ballot.ballot_secrecy, name="ballot_secrecy"),
    path("hoi-dong/<int:pk>/cam-ket/", ballot.ballot_pledge, name="ballot_pledge"),
    path("hoi-dong/ho-so/<int:pk>/phieu/", ballot.ballot_cast, name="ballot_cast"),
    path("hoi-dong/muc/<int:pk>/phieu/", ballot.ballot_section, name="ballot_section"),
    path("hoi-dong/muc/<int:pk>/danh-sach-phieu/", ballot.ballot_papers, name="ballot_papers"),
    path("hoi-dong/<int:pk>/giu-chia/", ballot_key.ballot_holder, name="ballot_holder"),
    path("hoi-dong/<int:pk>/chia-cua-toi/", ballot_key.ballot_passphrase, name="ballot_passphrase"),
    path("hoi-dong/muc/<int:pk>/mo-hom/", ballot_key.ballot_open, name="ballot_open"),
    path("hoi-dong/muc/<int:pk>/kiem-phieu/", ballot_key.ballot_teller, name="ballot_teller"),
    path("hoi-dong/bien-ban/<int:pk>/", minutes.minutes_file, name="minutes_file"),
    # --- decisions ---
    path("quyet-dinh/", decision.decision_list, name="decision_list"),
    path("quyet-dinh/<int:pk>/", decision.decision_detail, name="decision_detail"),
    path("quyet-dinh/tu-phien/<int:pk>/", decision.decision_create, name="decision_create"),
    path("quyet-dinh/<int:pk>/buoc/<slug:step>/", decision.decision_step, name="decision_step"),
    path("quyet-dinh/<int:pk>/excel/", decision.decision_export, name="decision_export"),
    path("quyet-dinh/<int:pk>/ban-in/", decision.decision_paper, name="decision_paper"),
    path("quyet-dinh/dong/<int:pk>/bo/", decision.decision_line_remove, name="decision_line_remove"),
]
