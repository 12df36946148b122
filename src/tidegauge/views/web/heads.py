"""HEAD: what a GET would answer, without its body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDLESS = "/events"
"""What is streamed as it happens has no head worth waiting for."""


class Heads:
    """Answers a HEAD as the GET of the same address, and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].endswith(ENDLESS):
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        asked = {**scope, "method": "GET"}
        await self.app(asked, receive, sent)
        if "route" in asked:
            scope["route"] = asked["route"]  # whoever counts requests counts this one where it belongs
