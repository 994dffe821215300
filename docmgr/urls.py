"""The map of the house: include() only. There is no Django admin: everything that is administered has a page."""

from django.urls import include, path

handler500 = "docmgr.core.faults.server_error"

urlpatterns = [
    path("", include("docmgr.web.urls")),
    path("api/v1/", include("docmgr.api.urls")),
    path("", include("docmgr.monitoring.urls")),
]
