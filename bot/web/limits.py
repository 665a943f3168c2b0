"""How long a connection may keep us waiting, and how many there may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.web.addresses import is_near


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one process, which has about a thousand file descriptors for everything."""

    headers: float = 30
    """Seconds until the headers are whole, from the connection or from the first byte of a later request."""
    silence: float = 30
    """Seconds between two pieces of a body.

    Whoever hangs is found sooner by this than by any time that leaves a slow line enough for large files.
    """
    body: float = 600
    """Seconds for a body in all, so that a byte now and then is not enough: 70 MB at a megabit a second."""
    connections: int = 512
    """So many are open; for one too many that which asks for nothing and was quiet longest is closed.

    Were it the newest, whoever opens many and is silent would shut all others out.
    """
    from_one: int = 64
    """So many are open to one address; the newest is closed."""
    spares: Callable[[str], bool] = is_near
    """Addresses that may open any number: behind one that is near there is a proxy with everybody."""
