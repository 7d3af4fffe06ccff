"""Makes a test of every binding of the table for one role."""

import contextlib
import pathlib

import pytest

from harness.bots import SUPPORT_TOKEN, BotDesk
from harness.chats import SUPPORT
from harness.client import Client

from . import in_form, in_lines, in_list, in_page, in_ticket
from .table import Binding, bindings
from .world import World

ON_SCREEN = (in_list, in_ticket, in_form, in_page)
IN_LINES = (in_lines,)


def parametrize(metafunc, program: str) -> None:
    """Gives a test every binding of the table as `binding`, or those with a command in linear mode as `command`."""
    table = bindings(program)
    for name, those in (("binding", table), ("command", [each for each in table if each.command])):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, those, ids=[f"{each.context}-{each.action}" for each in those])


def perform(binding: Binding, role: str, make_world, modules=ON_SCREEN) -> None:
    """Runs the sample of the binding."""
    found = [module.samples.find(binding.context, binding.action, role) for module in modules]
    found = [sample for sample in found if sample]
    assert len(found) == 1, f"{len(found)} samples perform {binding.action} in {binding.context} as {role}"
    world: World = make_world(binding, role)
    found[0](world)
    assert world.has_acted, f"the sample of {binding.action} in {binding.context} never asked for it"


def stray(program: str, role: str) -> set[tuple[str, str]]:
    """Samples that no binding asks for."""
    keys = {(binding.context, binding.action) for binding in bindings(program)}
    commands = {(binding.context, binding.action) for binding in bindings(program) if binding.command}
    return ({key for module in ON_SCREEN for key in module.samples.keys(role)} - keys) | (
        {key for module in IN_LINES for key in module.samples.keys(role)} - commands)


class Place:
    """A desk with the support bot, and the home directory that every sample gets a copy of."""

    def __init__(self, cabdesk: str, cabdeskd: str, telegram, folder: pathlib.Path, role: str):
        self.program, self.folder = cabdesk, folder
        self.desk = BotDesk(cabdeskd, folder / "desk" / "data", telegram, SUPPORT)
        self.desk.bot = telegram.add_bot(SUPPORT_TOKEN, "zirka_support_bot")
        self.template = folder / "home"
        client = Client(cabdesk, self.template)
        client.sign_in(self.desk, self.desk.user(role))
        # The samples compare its list with the desk's.
        client.keep(0)
        client.json("sync")


@pytest.fixture(scope="module")
def place(request, cabdesk, cabdeskd, telegram_of_module, tmp_path_factory):
    place = Place(cabdesk, cabdeskd, telegram_of_module, tmp_path_factory.mktemp("matrix"), request.module.ROLE)
    yield place
    place.desk.stop()


@pytest.fixture
def make_world(place, tmp_path, open_screen, authority):
    with contextlib.ExitStack() as closing:
        yield lambda binding, role: World(
            binding, role, place.program, place.template, tmp_path / "home", place.desk, open_screen, authority, closing)
