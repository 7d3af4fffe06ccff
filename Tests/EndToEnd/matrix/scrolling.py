"""Samples of the keys that move over a page of text: the same for every page that has them."""

from collections.abc import Callable

from .table import Samples
from .world import World


def shown(screen, first: int, end: int | None = None) -> list[str]:
    """Lines without the scroll bar, which moves."""
    return [line.rstrip(" ▐│") for line in screen.lines[first:end or first + 1]]


def scrolls(samples: Samples, context: str, open_page: Callable[[World], object], top: int, end: str) -> None:
    """Registers the samples of a context. `open_page` shows the beginning of its page and returns the screen, on which the
    page begins in line `top`; only the end of the page shows the text `end`."""

    sample = samples.sample

    def beginning(screen) -> list[str]:
        return shown(screen, top, top + 3)

    @sample(context, "down")
    def a_line_further(world):
        second = shown(open_page(world), top + 1)
        world.act().wait_for(lambda screen: shown(screen, top) == second)

    @sample(context, "up")
    def a_line_back(world):
        screen = open_page(world)
        first = shown(screen, top)
        screen.press("Down")
        screen.wait_for(lambda screen: shown(screen, top) != first)
        world.act().wait_for(lambda screen: shown(screen, top) == first)

    @sample(context, "pageDown")
    def the_next_page(world):
        first = beginning(open_page(world))
        world.act().wait_for(lambda screen: beginning(screen) != first)

    @sample(context, "pageUp")
    def the_page_before(world):
        screen = open_page(world)
        first = beginning(screen)
        screen.press("PgDn")
        screen.wait_for(lambda screen: beginning(screen) != first)
        world.act().wait_for(lambda screen: beginning(screen) == first)

    @sample(context, "last")
    def the_end(world):
        open_page(world)
        world.act().wait_for(end)

    @sample(context, "first")
    def the_beginning(world):
        screen = open_page(world)
        first = beginning(screen)
        screen.press("End")
        screen.wait_for(end)
        world.act().wait_for(lambda screen: beginning(screen) == first)
