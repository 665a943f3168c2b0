"""Bot API methods on the webhook."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from .errors import JsonDict, bad_request
from .push import Target
from .state import World

SECRET = re.compile(r"[A-Za-z0-9_-]*")
MAX_SECRET = 256
DEFAULT_CONNECTIONS = 40
MAX_CONNECTIONS = 100


def set_webhook(world: World, params: JsonDict) -> bool:
    target = _target_from(params, allow_http=world.allow_http_webhook)
    world.webhook_url = target.url
    world.updates.allow(params.get("allowed_updates"))
    is_served = target.url.startswith("http://")  # nothing leaves the machine: others are only remembered
    if params.get("drop_pending_updates") or not is_served:
        world.push.stop()
    _drop_updates(world, params)
    if is_served:
        world.push.start(target)
    return True


def delete_webhook(world: World, params: JsonDict) -> bool:
    world.webhook_url = ""
    world.push.stop()
    _drop_updates(world, params)
    return True


def get_webhook_info(world: World, _params: JsonDict) -> JsonDict:
    return {
        "url": world.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        **world.push.last_error,
    }


def _drop_updates(world: World, params: JsonDict) -> None:
    if params.get("drop_pending_updates"):
        world.updates.clear()


def _target_from(params: JsonDict, *, allow_http: bool) -> Target:
    url, secret = str(params.get("url", "")), str(params.get("secret_token", ""))
    if url and not (url.startswith("https://") or (allow_http and _is_loopback(url))):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.get("max_connections") or DEFAULT_CONNECTIONS
    return Target(url, secret, max(1, min(connections, MAX_CONNECTIONS)))


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return url.startswith("http://") and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False
