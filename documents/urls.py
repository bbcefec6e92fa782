"""Public addresses of documents; before the pages, whose tree has ``/van-ban/``, too."""

from django.urls import path, re_path

from documents.views import by_number, export_list

urlpatterns = [
    path("van-ban/so/", by_number, name="document-by-number-form"),
    path("van-ban/so/<path:number>/", by_number, name="document-by-number"),
    re_path(
        r"^(?P<path>(?:[\w\-]+/)+)van-ban\.(?P<kind>csv|xlsx|json)$",
        export_list,
        name="document-export",
    ),
]
