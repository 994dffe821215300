"""The map of the house: include() only."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("docmgr.web.urls")),
    path("api/v1/", include("docmgr.api.urls")),
    path("", include("docmgr.monitoring.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]
