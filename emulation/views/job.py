"""Work in the background: how far it is, and what came of it. Only its owner sees it."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core.views import page, window
from emulation.selectors.jobs import visible_jobs


@login_required
def job_list(request: HttpRequest) -> HttpResponse:
    jobs = window(visible_jobs(request.user), request, order=("-queued_at", "-pk"), size=30)
    return page(request, "emulation/job_list.html", {"jobs": jobs}, part="rows")


@login_required
@never_cache
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(visible_jobs(request.user), pk=pk)
    context = {
        "job": job,
        "url": reverse("emulation:job_detail", args=[pk]),
        "download": reverse("emulation:job_result", args=[pk]),
        "crumbs": [("Việc chạy nền", reverse("emulation:job_list")), (job.label, "")],
    }
    return page(request, "emulation/job_detail.html", context, part="progress")


@login_required
def job_result(request: HttpRequest, pk: int) -> FileResponse:
    job = get_object_or_404(visible_jobs(request.user), pk=pk)
    if not job.result:
        raise Http404
    response = FileResponse(job.result.open("rb"), as_attachment=True, filename=job.result_name or "ket-qua")
    response["X-Content-Type-Options"] = "nosniff"
    return response
