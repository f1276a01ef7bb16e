"""Which TCP ports of this machine are free, on 127.0.0.1 and on ::1."""

import socket

LOOPBACKS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_taken(port: int) -> bool:
    """Browsers try ::1 first for *.localhost, so a stranger there counts as on 127.0.0.1."""
    return any(_refuses(family, address, port) for family, address in LOOPBACKS)


def _refuses(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            _bind(probe, family, address, port)
    except PermissionError:
        return True
    except OSError as error:
        return error.errno == 98 or (family == socket.AF_INET and error.errno != 97)
    return False


def _bind(probe: socket.socket, family: socket.AddressFamily, address: str, port: int) -> None:
    if family == socket.AF_INET6:
        probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    probe.bind((address, port))
    probe.listen(1)


def next_free(wanted: int, tries: int = 200) -> int:
    """The wanted port, else the nearest free one above it; raises OSError when there is none."""
    for port in range(wanted, min(wanted + tries, 65536)):
        if not is_taken(port):
            return port
    raise OSError(f"không còn cổng trống từ {wanted}")


def any_free() -> int:
    """A port the system picks; only for servers that listen on 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
