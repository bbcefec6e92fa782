"""The app of the stock site."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    """Page types, menu and templates."""

    name = "tests.benchmarks.stock"
    label = "stock"
