"""Reading the permission table."""

from keukentafel.platform.accounts.domain import PERMISSIONS, Act, ActNotPermitted, Actor, Relatie, Scope


def permitted_relations(actor: Actor, act: Act) -> frozenset[Relatie]:
    """The relations in which this actor may do this act; empty when in none."""
    cells = PERMISSIONS[act]
    return frozenset().union(*(cells.get(rol, frozenset()) for rol in actor.rollen))


def check_act(actor: Actor, act: Act) -> frozenset[Relatie]:
    """The permitted relations; raises `ActNotPermitted` when there are none."""
    relations = permitted_relations(actor, act)
    if not relations:
        raise ActNotPermitted(act)
    return relations


def may_act(actor: Actor, act: Act) -> bool:
    """Whether the actor may do this act in some relation."""
    try:
        check_act(actor, act)
    except ActNotPermitted:
        return False
    return True


def scope_of(actor: Actor, act: Act) -> Scope:
    """What the actor reaches with this act; raises `ActNotPermitted`."""
    relations = check_act(actor, act)
    return Scope(
        gemeente=actor.gemeente,
        account_id=actor.account_id,
        everywhere=Relatie.GEEN in relations,
        own=Relatie.EIGEN in relations,
        teams=actor.teams if Relatie.TEAM in relations else frozenset(),
        eigen_persoon=actor.persoon_id,
        eigen_huishouden=actor.huishouden_id,
    )
