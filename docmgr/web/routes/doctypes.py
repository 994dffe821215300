"""Addresses of the document type pages."""

from django.urls import path

from docmgr.web.views import doctypes as views

urlpatterns = [
    path("types/", views.type_list, name="type_list"),
    path("types/new", views.type_create, name="type_create"),
    path("types/from-file", views.type_bring_in, name="type_bring_in"),
    path("types/<str:key>/", views.type_detail, name="type_detail"),
    path("types/<str:key>/draft", views.type_draft, name="type_draft"),
    path("types/<str:key>/replace", views.type_replace, name="type_replace"),
    path("types/<str:key>/edit", views.type_edit, name="type_edit"),
    path("types/<str:key>/try", views.type_try, name="type_try"),
    path("types/<str:key>/check", views.type_check, name="type_check"),
    path("types/<str:key>/gate", views.type_gate, name="type_gate"),
    path("types/<str:key>/options", views.type_options, name="type_options"),
    path("types/<str:key>/versions/<int:number>", views.type_detail, name="type_version"),
    path("types/<str:key>/versions/<int:number>/file", views.type_file, name="type_file"),
    path("types/<str:key>/versions/<int:number>/publish", views.type_publish, name="type_publish"),
    path("types/<str:key>/versions/<int:number>/live", views.type_roll_back, name="type_roll_back"),
    path("types/<str:key>/versions/<int:number>/discard", views.type_discard, name="type_discard"),
]
