"""One line a page: Vietnamese address, English name. Grouped by noun."""

from django.urls import path

from emulation.views import job

app_name = "emulation"
urlpatterns = [
    # --- work in the background ---
    path("viec-nen/", job.job_list, name="job_list"),
    path("viec-nen/<int:pk>/", job.job_detail, name="job_detail"),
    path("viec-nen/<int:pk>/tep/", job.job_result, name="job_result"),
]
