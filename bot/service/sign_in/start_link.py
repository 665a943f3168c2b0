"""A link for whoever starts the bot at the machine itself: it opens the desk once."""

from __future__ import annotations

import hmac

from bot.service.sign_in.signing_in import new_token


class StartLink:
    """One use, within the life of this process; `token` goes into the link and nowhere else."""

    def __init__(self) -> None:
        self.token = new_token()
        self._spent = False

    def opens(self, token: str) -> bool:
        """Whether this token would be taken."""
        return not self._spent and hmac.compare_digest(token.encode(), self.token.encode())

    def spend(self, token: str) -> bool:
        """Take the token; False when it is another one, or was taken before."""
        opened = self.opens(token)
        self._spent = self._spent or opened
        return opened
