"""The closed lists of the national database of procedures (Decree 63/2010/NĐ-CP as amended)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Who may ask for a procedure, as the national portal names them."""

    CITIZEN = "cong-dan", _("Vietnamese citizens")
    VIETNAMESE_ABROAD = "kieu-bao", _("Vietnamese residing abroad")
    FOREIGNER = "nguoi-nuoc-ngoai", _("Foreigners")
    OFFICIAL = "can-bo", _("Officials and public employees")
    ENTERPRISE = "doanh-nghiep", _("Enterprises")
    FOREIGN_INVESTED = "doanh-nghiep-fdi", _("Foreign-invested enterprises")
    COOPERATIVE = "hop-tac-xa", _("Cooperatives")
    ORGANISATION = "to-chuc", _("Organisations (neither enterprises nor cooperatives)")
    FOREIGN_ORGANISATION = "to-chuc-nuoc-ngoai", _("Foreign organisations")


class OnlineLevel(models.TextChoices):
    """How much of a procedure can be done online (Decree 42/2022/NĐ-CP, Article 11)."""

    FULL = "toan-trinh", _("Wholly online")
    PARTIAL = "mot-phan", _("Partly online")
    NONE = "truc-tiep", _("Not online")


class Level(models.TextChoices):
    """The levels of government that decide; there is no district since 1 July 2025."""

    COMMUNE = "xa", _("Commune level")
    PROVINCE = "tinh", _("Province level")
    MINISTRY = "bo", _("Ministry level")
    OTHER = "khac", _("Other agencies")


class Channel(models.TextChoices):
    """How a dossier reaches the authority (Decree 118/2025/NĐ-CP)."""

    DIRECT = "truc-tiep", _("In person")
    ONLINE = "truc-tuyen", _("Online")
    POST = "buu-chinh", _("By post")
