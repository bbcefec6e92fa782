"""How hosts, addresses and the in-process directory of tenants behave."""

from portal_network.settings.environment import env

# The directory of tenants is the list of allowed hosts: it answers 404 to any other one, which
# Django's static list cannot do for hosts that are data.
ALLOWED_HOSTS = ["*"]

# What follows the province's label in a host name that provisioning makes: ``langson.<suffix>``.
PORTAL_DOMAIN_SUFFIX = env.str("PORTAL_DOMAIN_SUFFIX", default="localhost")
# A host typed by hand must end with this (R12: ``.gov.vn``); empty allows every host.
PORTAL_REQUIRED_HOST_SUFFIX = env.str("PORTAL_REQUIRED_HOST_SUFFIX", default="")
# Scheme and port as the public sees them, for absolute addresses.
PORTAL_SCHEME = env.str("PORTAL_SCHEME", default="http")
PORTAL_PUBLIC_PORT = env.int("PORTAL_PUBLIC_PORT", default=env.int("PORT", default=8000))
# Seconds after which a process asks the database whether the directory of tenants changed.
TENANT_DIRECTORY_MAX_AGE = env.float("TENANT_DIRECTORY_MAX_AGE", default=10.0)
# Seconds after which a process asks the database which alerts are in force.
ALERTS_MAX_AGE = env.float("ALERTS_MAX_AGE", default=10.0)
# An operator's own copy of the registry of mandated sections; empty uses the shipped one.
SECTION_REGISTRY_FILE = env.str("SECTION_REGISTRY_FILE", default="")
