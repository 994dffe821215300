"""Addresses of the document type pages."""

from django.urls import path

from docmgr.web.views import doctypes, type_drafts

urlpatterns = [
    path("types/", doctypes.type_list, name="type_list"),
    path("types/new", doctypes.type_create, name="type_create"),
    path("types/from-file", doctypes.type_bring_in, name="type_bring_in"),
    path("types/<str:key>/", doctypes.type_detail, name="type_detail"),
    path("types/<str:key>/draft", type_drafts.type_draft, name="type_draft"),
    path("types/<str:key>/replace", doctypes.type_replace, name="type_replace"),
    path("types/<str:key>/edit", type_drafts.type_edit, name="type_edit"),
    path("types/<str:key>/try", type_drafts.type_try, name="type_try"),
    path("types/<str:key>/check", type_drafts.type_check, name="type_check"),
    path("types/<str:key>/gate", type_drafts.type_gate, name="type_gate"),
    path("types/<str:key>/options", doctypes.type_options, name="type_options"),
    path("types/<str:key>/versions/<int:number>", doctypes.type_detail, name="type_version"),
    path("types/<str:key>/versions/<int:number>/file", doctypes.type_file, name="type_file"),
    path("types/<str:key>/versions/<int:number>/publish", type_drafts.type_publish, name="type_publish"),
    path("types/<str:key>/versions/<int:number>/live", type_drafts.type_roll_back, name="type_roll_back"),
    path("types/<str:key>/versions/<int:number>/discard", type_drafts.type_discard, name="type_discard"),
]
