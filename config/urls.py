from django.urls import include, path

from config import home, workbooks
from emulation.admin import site

urlpatterns = [
    path("", home.home, name="home"),
    path("tim/", home.search, name="search"),
    path("nhap-excel/", workbooks.workbook_kinds, name="workbook_kinds"),
    path("suc-khoe/", home.health, name="health"),
    path("quan-tri/", site.urls),
    path("", include("emulation.urls")),
    path("", include("campaigns.urls")),
    path("", include("awards.urls")),
    path("", include("reports.urls")),
]
handler404 = "config.home.not_found"
