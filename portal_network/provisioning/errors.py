"""What can go wrong when provinces and communes are created, told to the operator."""


class ProvisioningError(Exception):
    """A request that provisioning refuses. The message is translated and ready to be shown."""


class UnknownProvince(ProvisioningError):
    """No province has the code."""


class UnknownCommune(ProvisioningError):
    """No commune has the code."""


class CommuneOfAnotherProvince(ProvisioningError):
    """The commune exists, but belongs to another province than the one asked for."""


class HostTaken(ProvisioningError):
    """The host belongs to another authority already."""


class RefusedHost(ProvisioningError):
    """The installation does not allow this host (R12)."""
