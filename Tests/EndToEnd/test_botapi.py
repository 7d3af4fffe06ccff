"""The Bot API server of these tests, judged by two clients that know the real one: aiogram and python-telegram-bot."""

import asyncio
import contextlib
import json
import urllib.error
import urllib.request

import aiogram
import aiogram.exceptions
import pytest
import telegram as ptb
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, ReplyParameters,
)
from aiohttp import web

from botapi import MEGABYTE, Answer, Drop, LoseAnswer, Media, ServerError
from botapi.certificate import faults_of, haste_of
from botapi.people import words
from harness.files import png
from harness.strangers import Authority

TOKEN = "1001:AAcertified-SECRET_1"


class Desk:
    """A bot, and somebody who has it open."""

    def __init__(self, server):
        self.server = server
        self.bot = server.add_bot(TOKEN, "desk_bot")
        self.olena = server.person("Olena", "uk", "olena")
        self.chat = self.olena.open(self.bot)


@pytest.fixture
def desk(bot_api):
    return Desk(bot_api)


@contextlib.asynccontextmanager
async def aiogram_bot(desk):
    session = AiohttpSession(api=TelegramAPIServer.from_base(desk.server.base_url))
    async with aiogram.Bot(TOKEN, session=session) as bot:
        yield bot


@contextlib.asynccontextmanager
async def ptb_bot(desk):
    base = desk.server.base_url
    async with ptb.Bot(TOKEN, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
        yield bot


def test_aiogram_polls_confirms_and_answers(desk):
    """Its own dispatcher runs, as a bot's would."""
    dispatcher = aiogram.Dispatcher()
    heard = []

    @dispatcher.message(aiogram.filters.CommandStart(deep_link=True))
    async def start(message: aiogram.types.Message, command: aiogram.filters.CommandObject):
        heard.append(command.args)
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Так", callback_data="yes")]])
        await message.reply("Прив’язати?", reply_markup=keyboard)

    @dispatcher.callback_query()
    async def pressed(query: aiogram.types.CallbackQuery):
        await query.answer("Добре")
        await query.message.edit_text("Прив’язано 🎉")

    @dispatcher.my_chat_member()
    async def changed(event: aiogram.types.ChatMemberUpdated):
        heard.append(event.new_chat_member.status)

    @dispatcher.edited_message()
    async def edited(message: aiogram.types.Message):
        heard.append(message.text)

    async def run():
        async with aiogram_bot(desk) as bot:
            polling = asyncio.create_task(dispatcher.start_polling(bot, polling_timeout=5, handle_signals=False))
            try:
                said = desk.chat.say("/start AbC-123_")
                asked = await asyncio.to_thread(desk.chat.wait_for, "Прив’язати?")
                assert asked["reply_to_message"]["message_id"] == said["message_id"]
                desk.chat.press(asked, "Так")
                await asyncio.to_thread(desk.chat.wait_for, "Прив’язано 🎉")
                desk.chat.edit(said, "/start again")
                desk.chat.block()
                await asyncio.to_thread(desk.server.wait_until_confirmed, desk.bot)
            finally:
                await dispatcher.stop_polling()
                await polling

    asyncio.run(run())
    assert heard == ["AbC-123_", "/start again", "kicked"]
    assert "reply_markup" not in desk.chat.last
    assert faults_of(desk.server) == []


def test_python_telegram_bot_polls_confirms_and_answers(desk):
    async def run():
        async with ptb_bot(desk) as bot:
            assert bot.username == "desk_bot"
            said = desk.chat.say("Не чути водія")
            [update] = await bot.get_updates(timeout=5)
            assert update.message.text == "Не чути водія" and update.effective_user.language_code == "uk"
            [again] = await bot.get_updates(timeout=5)
            assert again.update_id == update.update_id
            sent = await update.message.reply_text("Перевіряємо <&_*#.", do_quote=True)
            assert sent.reply_to_message.message_id == said["message_id"]
            assert await bot.get_updates(offset=update.update_id + 1) == ()
            await bot.set_my_commands([("help", "Допомога")], language_code="uk")
            [command] = await bot.get_my_commands(language_code="uk")
            assert command.description == "Допомога"

    asyncio.run(run())
    assert words(desk.chat.last) == "Перевіряємо <&_*#."
    assert faults_of(desk.server) == []


def test_files_and_albums_both_ways(desk):
    picture = png()

    async def with_aiogram():
        async with aiogram_bot(desk) as bot:
            desk.chat.album(
                Media.photo(picture), Media.photo(picture), Media.document("log.txt", b"noise"), caption="Ось",
                caption_on=2)
            desk.chat.send(Media.voice(b"OggS"))
            updates = await bot.get_updates()
            album = [update.message for update in updates[:3]]
            assert len({message.media_group_id for message in album}) == 1 and album[2].caption == "Ось"
            assert (await bot.download(album[0].photo[-1].file_id)).read() == picture
            assert (await bot.download(album[2].document)).read() == b"noise"
            assert (await bot.download(updates[3].message.voice)).read() == b"OggS"

            group = await bot.send_media_group(desk.chat.id, [
                InputMediaDocument(media=BufferedInputFile(b"%PDF-1", "a.pdf"), caption="Два файли"),
                InputMediaDocument(media=BufferedInputFile(b"%PDF-2", "b.pdf")),
            ])
            assert [message.document.file_name for message in group] == ["a.pdf", "b.pdf"]
            await bot.send_photo(desk.chat.id, album[0].photo[-1].file_id)

    async def with_ptb():
        async with ptb_bot(desk) as bot:
            await bot.send_document(desk.chat.id, b"%PDF-3", filename="c.pdf", caption="Третій")
            with pytest.raises(telegram.error.BadRequest):
                await bot.send_document(desk.chat.id, b"", filename="empty")
            [photo, _] = await bot.send_media_group(
                desk.chat.id, [ptb.InputMediaPhoto(picture), ptb.InputMediaPhoto(picture)])
            file = await bot.get_file(photo.photo[-1].file_id)
            assert bytes(await file.download_as_bytearray()) == picture

    asyncio.run(with_aiogram())
    asyncio.run(with_ptb())
    assert [words(message) for message in desk.chat.received] == ["Два файли", "", "", "Третій", "", ""]
    assert desk.server.calls("sendDocument")[0].uploads["document"].data == b"%PDF-3"


def test_a_file_that_is_too_big_and_a_link_that_has_expired(desk):
    async def run():
        async with aiogram_bot(desk) as bot:
            desk.chat.send(Media.video(size=20 * MEGABYTE))
            desk.chat.send(Media.video(size=20 * MEGABYTE + 1))
            allowed, refused = [update.message.video.file_id for update in await bot.get_updates()]
            file = await bot.get_file(allowed)
            assert len((await bot.download_file(file.file_path)).read()) == 20 * MEGABYTE
            with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="file is too big"):
                await bot.get_file(refused)
            desk.server.expire_files()
            with pytest.raises(Exception, match="404"):
                await bot.download_file(file.file_path)
            assert (await bot.get_file(allowed)).file_path != file.file_path

            upload = BufferedInputFile(bytes(50 * MEGABYTE + 1), "big.bin")
            with pytest.raises(aiogram.exceptions.TelegramEntityTooLarge):
                await bot.send_document(desk.chat.id, upload)

    asyncio.run(run())


def test_aiogram_knows_each_refusal(desk):
    errors = aiogram.exceptions
    server, chat = desk.server, desk.chat

    async def run():
        async with aiogram_bot(desk) as bot:
            server.fault(Answer.retry_after(7, method="sendMessage", chat=chat.id))
            with pytest.raises(errors.TelegramRetryAfter) as caught:
                await bot.send_message(chat.id, "too fast")
            assert caught.value.retry_after == 7
            await bot.send_message(chat.id, "now")

            server.fault(ServerError(method="sendMessage"))
            with pytest.raises((errors.TelegramServerError, errors.ClientDecodeError)):
                await bot.send_message(chat.id, "gateway")
            before = len(chat.received)
            server.fault(Drop(method="sendMessage"))
            with pytest.raises(errors.TelegramNetworkError):
                await bot.send_message(chat.id, "dropped")
            assert len(chat.received) == before
            server.fault(LoseAnswer(method="sendMessage"))
            with pytest.raises(errors.TelegramNetworkError):
                await bot.send_message(chat.id, "lost")
            assert words(chat.last) == "lost"

            with pytest.raises(errors.TelegramBadRequest, match="chat not found"):
                await bot.send_message(1, "nobody")
            with pytest.raises(errors.TelegramForbiddenError, match="can't initiate"):
                await bot.send_message(server.person("Petro").id, "hello")
            with pytest.raises(errors.TelegramBadRequest, match="too long"):
                await bot.send_message(chat.id, "🚕" * 2048 + "!")
            await bot.send_message(chat.id, "🚕" * 2048)
            with pytest.raises(errors.TelegramBadRequest, match="replied not found"):
                await bot.send_message(chat.id, "what?", reply_parameters=ReplyParameters(message_id=999))
            await bot.send_message(
                chat.id, "so", reply_parameters=ReplyParameters(message_id=999, allow_sending_without_reply=True))
            long = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="ж" * 33)]])
            with pytest.raises(errors.TelegramBadRequest, match="BUTTON_DATA_INVALID"):
                await bot.send_message(chat.id, "button", reply_markup=long)
            bold = aiogram.types.MessageEntity(type="bold", offset=1, length=1)
            with pytest.raises(errors.TelegramBadRequest, match="cuts a character"):
                await bot.send_message(chat.id, "🚕", entities=[bold])
            with pytest.raises(errors.TelegramBadRequest, match="not modified"):
                await bot.edit_message_text("so", chat_id=chat.id, message_id=chat.last["message_id"])
            with pytest.raises(errors.TelegramBadRequest, match="query is too old"):
                await bot.answer_callback_query("1")

            chat.block()
            with pytest.raises(errors.TelegramForbiddenError, match="blocked by the user"):
                await bot.send_message(chat.id, "hello?")
            chat.unblock()
            await bot.send_message(chat.id, "hello")
            server.add_bot("1002:other", "other_bot")
            with pytest.raises(errors.TelegramUnauthorizedError):
                await aiogram.Bot("1003:unknown", session=bot.session).get_me()

    asyncio.run(run())


def test_python_telegram_bot_knows_each_refusal(desk, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    errors = telegram.error
    server, chat = desk.server, desk.chat
    group = server.group("Спеціалісти", [desk.bot], [desk.olena], is_basic=True)

    async def run():
        async with ptb_bot(desk) as bot:
            server.fault(Answer.retry_after(3, method="sendMessage"))
            with pytest.raises(errors.RetryAfter) as caught:
                await bot.send_message(chat.id, "too fast")
            assert caught.value.retry_after.seconds == 3
            moved = group.upgrade()
            with pytest.raises(errors.ChatMigrated) as migrated:
                await bot.send_message(group.id, "where?")
            assert migrated.value.new_chat_id == moved.id
            await bot.send_message(moved.id, "there")
            chat.block()
            with pytest.raises(errors.Forbidden, match="blocked by the user"):
                await bot.send_message(chat.id, "hello?")
            server.fault(LoseAnswer(method="sendMessage"))
            with pytest.raises(errors.NetworkError):
                await bot.send_message(moved.id, "lost")
            server.disconnect()
            with pytest.raises(errors.NetworkError):
                await bot.send_message(moved.id, "nobody hears")
            server.connect()
            await bot.send_message(moved.id, "back")

    asyncio.run(run())
    assert [words(message) for message in group.messages if message["from"]["is_bot"]] == []


def test_one_poller_or_one_webhook(desk):
    async def run():
        async with aiogram_bot(desk) as bot, ptb_bot(desk) as other:
            first = asyncio.create_task(bot.get_updates(timeout=30))
            await asyncio.to_thread(desk.server.wait_for_poll, desk.bot)
            second = asyncio.create_task(other.get_updates(timeout=30))
            with pytest.raises(aiogram.exceptions.TelegramConflictError, match="only one bot instance"):
                await first
            desk.chat.say("who hears?")
            assert len(await second) == 1

            await bot.set_webhook("https://127.0.0.1:1/hook", secret_token="s3cret")
            assert (await other.get_webhook_info()).pending_update_count == 1
            with pytest.raises(telegram.error.Conflict, match="webhook is active"):
                await other.get_updates()
            with pytest.raises(telegram.error.BadRequest, match="(?i)https"):
                await other.set_webhook("http://127.0.0.1:1/hook")
            await bot.delete_webhook(drop_pending_updates=True)
            assert await other.get_updates() == ()

    asyncio.run(run())


def test_a_bot_gets_only_the_kinds_that_it_asked_for(desk):
    async def run():
        async with aiogram_bot(desk) as bot:
            await bot.get_updates(allowed_updates=["message"])
            desk.chat.edit(desk.chat.say("one"), "two")
            desk.chat.block()
            assert [update.event_type for update in await bot.get_updates()] == ["message"]

    asyncio.run(run())


def test_groups_with_topics_and_privacy(desk):
    server = desk.server
    boss, stranger = server.person("Ірина", "uk"), server.person("Хтось", None)
    group = server.group("Спеціалісти", [desk.bot], [boss, stranger], is_forum=True)

    async def run():
        async with aiogram_bot(desk) as bot:
            topic = await bot.create_forum_topic(group.id, "№ 1042 Звіти")
            await bot.send_message(group.id, "Новий тікет", message_thread_id=topic.message_thread_id)
            said = group.as_(boss).say("Дивлюсь", thread=topic.message_thread_id)
            # Nobody is replied to, and still Telegram names the message that opened the topic.
            assert said["reply_to_message"]["forum_topic_created"]["name"] == "№ 1042 Звіти"
            group.as_(boss, is_anonymous=True).say("Хто я?")
            updates = await bot.get_updates()
            assert updates[0].message.message_thread_id == topic.message_thread_id
            assert updates[1].message.sender_chat.id == group.id and updates[1].message.from_user.is_bot
            group.delete_topic(topic.message_thread_id)
            with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="thread not found"):
                await bot.send_message(group.id, "Ще", message_thread_id=topic.message_thread_id)
            assert {member.user.id for member in await bot.get_chat_administrators(group.id)} == {boss.id, bot.id}

            group.set_status(desk.bot, "member")
            with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="not enough rights"):
                await bot.create_forum_topic(group.id, "Ще")
            before = updates[-1].update_id + 1
            mine = await bot.send_message(group.id, "Питання")
            group.as_(stranger).say("not for the bot")
            group.as_(stranger).say("for the bot", reply_to=mine.message_id)
            heard = [update.message.text for update in await bot.get_updates(offset=before) if update.message]
            assert heard == ["for the bot"]

            group.set_status(desk.bot, "kicked")
            with pytest.raises(aiogram.exceptions.TelegramForbiddenError, match="kicked from the supergroup"):
                await bot.send_message(group.id, "Ще")

    asyncio.run(run())
    assert faults_of(server) == []


def test_the_judges_find_what_is_wrong(desk):
    """Were they to pass everything, they would prove nothing."""
    def ask(method: str, parameters: dict) -> None:
        request = urllib.request.Request(
            f"{desk.server.base_url}/bot{TOKEN}/{method}", json.dumps(parameters).encode(),
            {"Content-Type": "application/json"})
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(request)

    ask("sendMessage", {"chat_id": desk.chat.id, "text": "fine"})
    assert faults_of(desk.server) == []
    ask("sendMessage", {"chat_id": desk.chat.id, "text": "hello", "parse_moed": "HTML"})
    ask("sendMessage", {"chat_id": desk.chat.id, "text": "hello", "reply_to_message_id": 1})
    ask("sendMessage", {"chat_id": desk.chat.id, "text": "x" * 4097})
    ask("sendMessage", {"chat_id": desk.chat.id})
    ask("sendMessage", {"chat_id": desk.chat.id, "text": "a", "entities": [{"type": "bold", "offset": 0, "lenght": 1}]})
    desk.server.run(lambda: desk.bot.queue.put({"update_id": 1, "message": {"message_id": 1, "date": 0}}))
    faults = faults_of(desk.server)
    assert len(faults) == 6, faults
    for wanted in ("unknown field parse_moed", "obsolete field reply_to_message_id", "message is too long", "length"):
        assert any(wanted in fault for fault in faults), wanted
    assert haste_of(desk.server) == [f"more than 3 messages in 1.0 s into chat {desk.chat.id}"]


def test_a_webhook_gets_the_secret_and_each_update_until_it_takes_it(desk, tmp_path):
    """python-telegram-bot sets it, with a certificate of its own, and refuses the first delivery."""
    authority = Authority(tmp_path / "authority")
    taken = []

    async def receive(request: web.Request) -> web.Response:
        taken.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.Response(status=503 if len(taken) == 1 else 200)

    async def run():
        application = web.Application()
        application.router.add_post("/hook", receive)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=authority.context()).start()
        url = f"https://127.0.0.1:{runner.addresses[0][1]}/hook"
        async with ptb_bot(desk) as bot:
            await bot.set_webhook(url, secret_token="s3cret_", certificate=authority.ca_file.read_bytes())
            desk.chat.say("one")
            desk.chat.say("two")
            await asyncio.to_thread(desk.server.wait_until_confirmed, desk.bot)
            info = await bot.get_webhook_info()
            assert info.has_custom_certificate and "503" in info.last_error_message
        await runner.cleanup()

    asyncio.run(run())
    assert [update["message"]["text"] for _, update in taken] == ["one", "one", "two"]
    assert {secret for secret, _ in taken} == {"s3cret_"}
