"""Files that staff upload: the scanner for malware, the certificates that are trusted."""

from portal_network.settings.environment import env

# ClamAV's daemon: a path of its socket, or host and port. Neither: files are not scanned.
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")
CLAMAV_HOST = env.str("CLAMAV_HOST", default="")
CLAMAV_PORT = env.int("CLAMAV_PORT", default=3310)
# Seconds for each step of a scan.
CLAMAV_TIMEOUT = env.float("CLAMAV_TIMEOUT", default=15.0)

# Folder with the certificates of authorities whose signatures count as trusted (PEM or DER).
PORTAL_TRUST_STORE = env.str("PORTAL_TRUST_STORE", default="")
