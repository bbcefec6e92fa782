"""Everything that all installations share, gathered from one module per concern."""

from portal_network.settings.components.accounts import *  # noqa: F403
from portal_network.settings.components.apps import *  # noqa: F403
from portal_network.settings.components.backup import *  # noqa: F403
from portal_network.settings.components.cache import *  # noqa: F403
from portal_network.settings.components.calendar import *  # noqa: F403
from portal_network.settings.components.database import *  # noqa: F403
from portal_network.settings.components.engagement import *  # noqa: F403
from portal_network.settings.components.files import *  # noqa: F403
from portal_network.settings.components.i18n import *  # noqa: F403
from portal_network.settings.components.logging import *  # noqa: F403
from portal_network.settings.components.moderation import *  # noqa: F403
from portal_network.settings.components.notices import *  # noqa: F403
from portal_network.settings.components.open_data import *  # noqa: F403
from portal_network.settings.components.people import *  # noqa: F403
from portal_network.settings.components.procedures import *  # noqa: F403
from portal_network.settings.components.search_engine import *  # noqa: F403
from portal_network.settings.components.search_log import *  # noqa: F403
from portal_network.settings.components.security import *  # noqa: F403
from portal_network.settings.components.storage import *  # noqa: F403
from portal_network.settings.components.tasks import *  # noqa: F403
from portal_network.settings.components.tenancy import *  # noqa: F403
from portal_network.settings.components.wagtail import *  # noqa: F403
