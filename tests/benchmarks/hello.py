"""A bare Django that greets: no middleware, no database, one view."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="none", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[])

urlpatterns = [path("", lambda request: HttpResponse("Xin chào"))]

application = get_wsgi_application()
