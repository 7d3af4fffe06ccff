"""The action matrix as a dispatcher: every binding of the table, performed once by its key, and by its command."""

from conftest import program
from matrix.run import IN_LINES, make_world, parametrize, perform, place, stray  # noqa: F401

ROLE = "customer"


def pytest_generate_tests(metafunc):
    parametrize(metafunc, program("cabdesk"))


def test_the_action_does_what_it_is_for(binding, make_world):  # noqa: F811
    perform(binding, ROLE, make_world)


def test_the_command_does_what_it_is_for(command, make_world):  # noqa: F811
    perform(command, ROLE, make_world, IN_LINES)


def test_no_sample_is_left_over(cabdesk):
    assert stray(cabdesk, ROLE) == set()
