from django.urls import include, path

from config import home
from emulation.admin import site

urlpatterns = [
    path("", home.home, name="home"),
    path("tim/", home.search, name="search"),
    path("suc-khoe/", home.health, name="health"),
    path("quan-tri/", site.urls),
    path("", include("emulation.urls")),
    path("", include("campaigns.urls")),
    path("", include("awards.urls")),
    path("", include("reports.urls")),
]
handler404 = "config.home.not_found"
