"""All hand-written residents of Lindewaard, so that the demo opens on people with a story. All of them are invented."""

from keukentafel.demo.history import History
from keukentafel.demo.population import Register
from keukentafel.demo.stories.corners import closed_files, on_the_way
from keukentafel.demo.stories.dijkstra import dijkstra
from keukentafel.demo.stories.families import kuipers, willems
from keukentafel.demo.stories.neighbours import blom, el_idrissi, schouten, verhoeven, vos
from keukentafel.demo.stories.teller import Storyteller
from keukentafel.demo.world import World


def stories(world: World, register: Register) -> History:
    """All hand-written cases; empty for another municipality than Lindewaard."""
    history = History()
    if not world.options.stories:
        return history
    world.about("verhalen")
    tell = Storyteller(world, register, history)
    dijkstra(tell)
    vos(tell)
    el_idrissi(tell)
    verhoeven(tell)
    schouten(tell)
    kuipers(tell)
    blom(tell)
    willems(tell)
    closed_files(tell)
    on_the_way(tell)
    return history
