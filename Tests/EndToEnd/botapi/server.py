"""The server: HTTP in a thread of its own, with the controls for a test."""

import asyncio
import contextlib
import ssl
import threading
import time

import aiohttp
from aiohttp import web

from .calls import Call, read_call
from .faults import Answer, Drop, Fault, LoseAnswer, ServerError, Stall
from .media import UPLOAD_LIMIT
from .methods import METHODS
from .people import Group, Person
from .refusal import Refusal, bad_request
from .updates import Queue
from .world import Bot, Chat, World, member

LIMIT = 60.0


class FakeTelegram:
    """Telegram on 127.0.0.1. Its state belongs to its own thread; everything public may be called from any."""

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None, webhook_ca: str | None = None):
        """Over HTTP as a local Bot API server has it, or over TLS.

        `webhook_ca`: a file with the authority that webhooks are trusted by, besides one that a bot uploads.
        """
        self.world = World()
        self._port, self._tls, self.webhook_ca = port, tls, webhook_ca
        self._calls: list[Call] = []
        self._faults: list[Fault] = []
        self._next_person = 5_000_000_001
        self._changed = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner: web.AppRunner | None = None
        self._webhooks: list[asyncio.Task] = []
        self.connect()

    # Starting and stopping

    @property
    def base_url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def connect(self) -> None:
        """Listens, the second time on the port of the first."""
        self.run(self._listen())

    def disconnect(self) -> None:
        """Is gone, as behind a network that blocks Telegram: connections break and no new ones are taken."""
        self.run(self._stop_listening())

    def close(self) -> None:
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> "FakeTelegram":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def run(self, work):
        """Does the work, a coroutine or a function, in the server's thread, and returns what it returned."""
        if asyncio.iscoroutine(work):
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        if threading.current_thread() is self._thread:
            return work()

        async def do():
            return work()

        return self.run(do())

    # People and bots

    def add_bot(self, token: str, username: str, **options) -> Bot:
        def add() -> Bot:
            bot = self.world.bots[token] = Bot(token, username, options.pop("name", username), **options)
            self._webhooks.append(self._loop.create_task(self._deliver(bot)))
            return bot

        return self.run(add)

    def person(self, name: str, language: str | None = "uk", username: str | None = None) -> Person:
        """Somebody with an account. Without a language, Telegram does not tell the bot any."""
        def add() -> Person:
            user = {"id": self._next_person, "is_bot": False, "first_name": name}
            self._next_person += 1
            user |= {"language_code": language} if language else {}
            user |= {"username": username} if username else {}
            self.world.people[user["id"]] = user
            return Person(self, user)

        return self.run(add)

    def group(self, title: str, bots: list[Bot], people: list[Person], is_forum: bool = False, is_basic: bool = False):
        """A group in which the bots are administrators; the people are members, the first of them its creator."""
        def add() -> Group:
            kind = "group" if is_basic else "supergroup"
            number = -(900_000 + len(self.world.groups) if is_basic else 1_002_000_000_000 + len(self.world.groups))
            chat = self.world.groups[number] = Chat(number, kind, title, is_forum=is_forum)
            for index, someone in enumerate(people):
                chat.members[someone.id] = member(someone.user, "member" if index else "creator")
            for bot in bots:
                chat.members[bot.id] = member(bot.user, "administrator")
            return Group(self, chat)

        return self.run(add)

    # Calls of bots

    def calls(self, method: str | None = None, bot: Bot | None = None, chat: int | None = None) -> list[Call]:
        """Those of the method, the bot and the chat, as far as they are given, in order; without `getUpdates`."""
        return self.run(lambda: [
            call for call in self._calls
            if method in (None, call.method) and bot in (None, self._bot(call))
            and (chat is None or str(chat) == str(call.chat))
            and (method or call.method != "getUpdates")
        ])

    def wait_for(self, condition, limit: float = LIMIT):
        """Waits until the function returns something true, and returns that."""
        return self.run(self._wait_for(condition, limit))

    def wait_for_call(self, method: str, condition=lambda call: True, count: int = 1, limit: float = LIMIT) -> Call:
        """Waits for so many calls, ended or not, that meet the condition; returns the last of them."""
        def found():
            matching = [call for call in self.calls(method) if condition(call)]
            return matching[count - 1] if len(matching) >= count else None

        return self.wait_for(found, limit)

    def wait_until_confirmed(self, bot: Bot, limit: float = LIMIT) -> None:
        """Waits until the bot has taken in all its updates."""
        self.wait_for(lambda: not bot.queue.pending, limit)

    def wait_for_poll(self, bot: Bot, limit: float = LIMIT) -> None:
        self.wait_for(lambda: bot.queue.is_polled, limit)

    # Faults

    def fault(self, fault: Fault) -> Fault:
        """Adds a fault; the fault that was added last strikes first."""
        self.run(lambda: self._faults.insert(0, fault))
        return fault

    def mend(self) -> None:
        """Ends all faults and releases all stalled calls."""
        def mend() -> None:
            for fault in self._faults:
                self._let_go(fault)
            self._faults.clear()

        self.run(mend)

    def release(self, stall: Stall) -> None:
        self.run(lambda: self._let_go(stall))

    def expire_files(self) -> None:
        """All links that `getFile` gave out are void from now on."""
        def expire() -> None:
            for stored in self.world.files.values():
                stored.path = None

        self.run(expire)

    @staticmethod
    def _let_go(fault: Fault) -> None:
        fault.times = 0
        if isinstance(fault, Stall):
            fault.released.set()

    # In the server's thread

    def changed(self) -> None:
        """Wakes all that wait."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _bot(self, call: Call) -> Bot | None:
        return next((bot for bot in self.world.bots.values() if bot.id == call.bot), None)

    async def _wait_for(self, condition, limit: float):
        try:
            async with asyncio.timeout(limit):
                while not (found := condition()):
                    await self._changed.wait()
                return found
        except TimeoutError:
            last = "\n".join(f"{call.method} {call.parameters} -> {call.answer}" for call in self._calls[-10:])
            raise AssertionError(f"not within {limit} s; the last calls were:\n{last}") from None

    async def _listen(self) -> None:
        application = web.Application(client_max_size=2 * UPLOAD_LIMIT)
        application.router.add_route("*", "/bot{token}/{method}", self._answer)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.01, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, ssl_context=self._tls, reuse_address=True)
        await site.start()
        self._port = site._server.sockets[0].getsockname()[1]

    async def _stop_listening(self) -> None:
        if self._runner:
            await self._runner.cleanup()
        self._runner = None

    async def _stop(self) -> None:
        for task in self._webhooks:
            task.cancel()
        await asyncio.gather(*self._webhooks, return_exceptions=True)
        await self._stop_listening()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        bot = self.world.bots.get(request.match_info["token"])
        name = request.match_info["method"]
        if bot is None:
            return _json(Refusal(401, "Unauthorized"))
        if name.lower() not in METHODS:
            return _json(Refusal(404, "Not Found: method not found"))
        try:
            call = await read_call(request, bot.id, name)
        except Refusal as refusal:
            return _json(refusal)
        self._calls.append(call)
        self.changed()
        fault = self._struck(call)
        match fault:
            case Answer():
                return self._ended(call, fault.refusal)
            case ServerError():
                return web.Response(status=fault.code, text="<html>Bad Gateway</html>", content_type="text/html")
            case Drop():
                return _broken(request)
            case Stall() if not fault.is_done:
                await fault.released.wait()
                return _broken(request)
        outcome = await self._outcome(bot, call)
        match fault:
            case LoseAnswer():
                return _broken(request)
            case Stall():
                await fault.released.wait()
        return self._ended(call, outcome)

    def _struck(self, call: Call) -> Fault | None:
        fault = next((fault for fault in self._faults if fault.strikes(call.method, call.chat, call.bot)), None)
        if fault:
            fault.times -= 1
        return fault

    async def _outcome(self, bot: Bot, call: Call):
        """The result, or the refusal."""
        try:
            result = METHODS[call.method.lower()](self.world, bot, call)
            return await result if asyncio.iscoroutine(result) else result
        except Refusal as refusal:
            return refusal
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            return bad_request(f"can't parse the parameters: {error!r}")
        finally:
            self.changed()

    def _ended(self, call: Call, outcome) -> web.Response:
        response = _json(outcome)
        call.answer = outcome.body if isinstance(outcome, Refusal) else {"ok": True, "result": outcome}
        self.changed()
        return response

    async def _download(self, request: web.Request) -> web.StreamResponse:
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return _json(Refusal(401, "Unauthorized"))
        path = request.match_info["path"]
        stored = next(
            (file for file in self.world.files.values() if file.path == path and file.bot == bot.id), None)
        call = Call(bot.id, "download", {"path": path})
        self._calls.append(call)
        fault = self._struck(call)
        match fault:
            case Answer():
                return _json(fault.refusal)
            case ServerError():
                return web.Response(status=fault.code)
            case Drop():
                return _broken(request)
        if stored is None:
            return self._ended(call, Refusal(404, "Not Found"))
        data = stored.media.data if stored.media.size is None else bytes(stored.media.size)
        if isinstance(fault, LoseAnswer):  # In the middle of the file.
            response = web.StreamResponse(headers={"Content-Length": str(len(data))})
            await response.prepare(request)
            await response.write(data[:len(data) // 2])
            return _broken(request)
        call.answer = {"ok": True, "result": len(data)}
        self.changed()
        return web.Response(body=data, content_type="application/octet-stream")

    async def _deliver(self, bot: Bot) -> None:
        """Posts the bot's updates to its webhook, one by one, each until it is taken."""
        queue, pause = bot.queue, 0.1
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while True:
                changed = queue.changed
                if queue.webhook is None or not queue.pending:
                    await changed.wait()
                    continue
                update, webhook = queue.pending[0], queue.webhook
                if trouble := await self._post(session, queue, update):
                    webhook.last_error = (int(time.time()), trouble)
                    self.changed()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(changed.wait(), pause)
                    pause = min(pause * 2, 2)
                else:
                    pause = 0.1
                    queue.confirm(lambda other, taken=update: other is taken)
                    self.changed()

    async def _post(self, session: aiohttp.ClientSession, queue: Queue, update: dict) -> str | None:
        """The error, if the update was not accepted."""
        webhook = queue.webhook
        context = ssl.create_default_context(cafile=self.webhook_ca)
        if webhook.certificate:
            context.load_verify_locations(cadata=webhook.certificate.decode())
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers, ssl=context) as response:
                if 200 <= response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {error}"


def _json(outcome) -> web.Response:
    if not isinstance(outcome, Refusal):
        return web.json_response({"ok": True, "result": outcome})
    retry = (outcome.parameters or {}).get("retry_after")
    return web.json_response(
        outcome.body, status=outcome.code, headers={"Retry-After": str(retry)} if retry else None)


def _broken(request: web.Request) -> web.Response:
    """Breaks the connection; nobody reads what is returned."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
