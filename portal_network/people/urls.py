"""The one address of this room that asks for no account: where the link of an invitation leads."""

from django.urls import path

from portal_network.people.views.landing import AcceptView

urlpatterns = [
    path("loi-moi/<str:token>/", AcceptView.as_view(), name="people_accept"),
]
