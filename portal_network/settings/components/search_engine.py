"""The search server beside the index in the database: none by default."""

from portal_network.settings.environment import env
from portal_network.settings.search_engine import read_search_engine

SEARCH_ENGINE = read_search_engine(env.str("WAGTAILSEARCH_BACKENDS", default=""))
