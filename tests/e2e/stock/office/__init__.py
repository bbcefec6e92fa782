"""The application that the site in Wagtail alone has; copied into a project that is made for it."""
